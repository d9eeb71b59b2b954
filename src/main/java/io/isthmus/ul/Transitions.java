package io.isthmus.ul;

import static io.isthmus.ul.Action.*;
import static io.isthmus.ul.AssociationEvent.*;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The state transition table of the upper layer (PS3.8 Table 9-10): rows are events. */
public final class Transitions {
  private static final Map<AssociationEvent, Map<AssociationState, Action>> TABLE = table();

  private Transitions() {}

  /**
   * The cell of the table.
   *
   * @return null where the table is blank: that event cannot happen in that state, so a local user
   *     who causes it is at fault
   */
  public static @Nullable Action of(AssociationState state, AssociationEvent event) {
    return TABLE.getOrDefault(event, Map.of()).get(state);
  }

  private static Map<AssociationEvent, Map<AssociationState, Action>> table() {
    Map<AssociationEvent, Map<AssociationState, Action>> table =
        new EnumMap<>(AssociationEvent.class);
    //               Sta1  Sta2  Sta3  Sta4  Sta5  Sta6  Sta7  Sta8  Sta9  Sta10 Sta11 Sta12 Sta13
    row(table, EVT1, AE_1, null, null, null, null, null, null, null, null, null, null, null, null);
    row(table, EVT2, null, null, null, AE_2, null, null, null, null, null, null, null, null, null);
    row(table, EVT3, null, AA_1, AA_8, null, AE_3, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_6);
    row(table, EVT4, null, AA_1, AA_8, null, AE_4, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_6);
    row(table, EVT5, AE_5, null, null, null, null, null, null, null, null, null, null, null, null);
    row(table, EVT6, null, AE_6, AA_8, null, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_7);
    row(table, EVT7, null, null, AE_7, null, null, null, null, null, null, null, null, null, null);
    row(table, EVT8, null, null, AE_8, null, null, null, null, null, null, null, null, null, null);
    row(table, EVT9, null, null, null, null, null, DT_1, null, AR_7, null, null, null, null, null);
    row(table, EVT10, null, AA_1, AA_8, null, AA_8, DT_2, AR_6, AA_8, AA_8, AA_8, AA_8, AA_8, AA_6);
    row(table, EVT11, null, null, null, null, null, AR_1, null, null, null, null, null, null, null);
    row(table, EVT12, null, AA_1, AA_8, null, AA_8, AR_2, AR_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_6);
    row(
        table, EVT13, null, AA_1, AA_8, null, AA_8, AA_8, AR_3, AA_8, AA_8, AR_10, AR_3, AA_8,
        AA_6);
    row(table, EVT14, null, null, null, null, null, null, null, AR_4, AR_9, null, null, AR_4, null);
    row(table, EVT15, null, null, AA_1, AA_2, AA_1, AA_1, AA_1, AA_1, AA_1, AA_1, AA_1, AA_1, null);
    row(table, EVT16, null, AA_2, AA_3, null, AA_3, AA_3, AA_3, AA_3, AA_3, AA_3, AA_3, AA_3, AA_2);
    row(table, EVT17, null, AA_5, AA_4, AA_4, AA_4, AA_4, AA_4, AA_4, AA_4, AA_4, AA_4, AA_4, AR_5);
    row(table, EVT18, null, AA_2, null, null, null, null, null, null, null, null, null, null, AA_2);
    row(table, EVT19, null, AA_1, AA_8, null, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_8, AA_7);
    return table;
  }

  private static void row(
      Map<AssociationEvent, Map<AssociationState, Action>> table,
      AssociationEvent event,
      @Nullable Action... cells) {
    Map<AssociationState, Action> row = new EnumMap<>(AssociationState.class);
    int column = 0;
    for (AssociationState state : AssociationState.values()) {
      Action cell = cells[column++];
      if (cell != null) {
        row.put(state, cell);
      }
    }
    table.put(event, row);
  }
}
