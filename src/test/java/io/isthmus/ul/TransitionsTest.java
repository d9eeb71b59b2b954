package io.isthmus.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every cell of PS3.8 Table 9-10. The expectation is written the other way round than the table in
 * the code: by state, with the events that can happen in it, and with the next state after each.
 */
class TransitionsTest {
  private static final String BY_STATE =
      """
      1:  1 AE-1 4, 5 AE-5 2
      2:  3 AA-1 13, 4 AA-1 13, 6 AE-6 3, 10 AA-1 13, 12 AA-1 13, 13 AA-1 13, 16 AA-2 1, 17 AA-5 1, 18 AA-2 1, 19 AA-1 13
      3:  3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 7 AE-7 6, 8 AE-8 13, 10 AA-8 13, 12 AA-8 13, 13 AA-8 13, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      4:  2 AE-2 5, 15 AA-2 1, 17 AA-4 1
      5:  3 AE-3 6, 4 AE-4 1, 6 AA-8 13, 10 AA-8 13, 12 AA-8 13, 13 AA-8 13, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      6:  3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 9 DT-1 6, 10 DT-2 6, 11 AR-1 7, 12 AR-2 8, 13 AA-8 13, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      7:  3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 10 AR-6 7, 12 AR-8 9/10, 13 AR-3 1, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      8:  3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 9 AR-7 8, 10 AA-8 13, 12 AA-8 13, 13 AA-8 13, 14 AR-4 13, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      9:  3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 10 AA-8 13, 12 AA-8 13, 13 AA-8 13, 14 AR-9 11, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      10: 3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 10 AA-8 13, 12 AA-8 13, 13 AR-10 12, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      11: 3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 10 AA-8 13, 12 AA-8 13, 13 AR-3 1, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      12: 3 AA-8 13, 4 AA-8 13, 6 AA-8 13, 10 AA-8 13, 12 AA-8 13, 13 AA-8 13, 14 AR-4 13, 15 AA-1 13, 16 AA-3 1, 17 AA-4 1, 19 AA-8 13
      13: 3 AA-6 13, 4 AA-6 13, 6 AA-7 13, 10 AA-6 13, 12 AA-6 13, 13 AA-6 13, 16 AA-2 1, 17 AR-5 1, 18 AA-2 1, 19 AA-7 13
      """;

  @TestFactory
  List<DynamicTest> everyCellIsAsInTheStandard() {
    List<DynamicTest> tests = new ArrayList<>();
    BY_STATE.lines().forEach(line -> tests.addAll(cellsOf(line)));
    assertThat(tests).hasSize(13 * 19);
    return tests;
  }

  private static List<DynamicTest> cellsOf(String line) {
    AssociationState state = AssociationState.valueOf("STA" + line.substring(0, line.indexOf(':')));
    Map<String, String[]> expected = new HashMap<>();
    for (String cell : line.substring(line.indexOf(':') + 1).strip().split(", ", -1)) {
      String[] words = cell.split(" ", -1);
      expected.put("EVT" + words[0], words);
    }
    List<DynamicTest> tests = new ArrayList<>();
    for (AssociationEvent event : AssociationEvent.values()) {
      String[] words = expected.get(event.name());
      tests.add(DynamicTest.dynamicTest(event + " in " + state, () -> check(state, event, words)));
    }
    return tests;
  }

  private static void check(AssociationState state, AssociationEvent event, String[] words) {
    Action action = Transitions.of(state, event);
    if (words == null) {
      assertThat(action).isNull();
      return;
    }
    assertThat(action).isEqualTo(Action.valueOf(words[1].replace('-', '_')));
    String[] next = words[2].split("/", -1);
    assertThat(action.next(true)).isEqualTo(AssociationState.valueOf("STA" + next[0]));
    assertThat(action.next(false))
        .isEqualTo(AssociationState.valueOf("STA" + next[next.length - 1]));
  }

  @Test
  void theMachineMovesAsTheTableSays() {
    AssociationMachine machine = new AssociationMachine(true);
    machine.on(AssociationEvent.EVT1);
    machine.on(AssociationEvent.EVT2);
    machine.on(AssociationEvent.EVT3);
    machine.on(AssociationEvent.EVT11);
    machine.on(AssociationEvent.EVT12);
    assertThat(machine.state()).isEqualTo(AssociationState.STA9);
  }

  @Test
  void aBlankCellIsAFaultOfTheLocalUser() {
    AssociationMachine machine = new AssociationMachine(true);
    assertThat(machine.offer(AssociationEvent.EVT9)).isNull();
    assertThatThrownBy(() -> machine.on(AssociationEvent.EVT9))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("STA1");
  }

  @Test
  void everyActionThatAwaitsTheCloseOfThePeerStartsArtim() {
    for (Action action : List.of(Action.AE_8, Action.AR_4, Action.AA_1, Action.AA_8)) {
      assertThat(action.effects()).contains(Effect.START_ARTIM);
      assertThat(action.next(true)).isEqualTo(AssociationState.STA13);
    }
  }

  @Test
  void onlyAUserAbortSaysThatTheUserAborted() {
    assertThat(Action.AA_1.effects()).contains(Effect.SEND_USER_ABORT);
    assertThat(Action.AA_8.effects()).contains(Effect.SEND_PROVIDER_ABORT);
    assertThat(Action.AA_7.effects()).containsExactly(Effect.SEND_PROVIDER_ABORT);
    assertThat(Action.AA_6.effects()).isEmpty();
  }
}
