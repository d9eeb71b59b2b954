package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;
import java.util.LinkedHashMap;
import java.util.Map;

/** Holds the matches of one question until its turn comes among others asked side by side. */
final class Buffer implements Matches {
  private final int most;
  private final Map<String, DataSet> matches = new LinkedHashMap<>();
  private boolean cut;

  /** For at most {@code most} matches, 1 or more, behind which none is of use. */
  Buffer(int most) {
    this.most = most;
  }

  @Override
  public boolean accept(String uniqueKey, DataSet record) {
    matches.putIfAbsent(uniqueKey, record);
    boolean full = matches.size() >= most;
    cut |= full;
    return !full;
  }

  @Override
  public void leaveOut() {
    cut = true;
  }

  @Override
  public int most() {
    return most;
  }

  /** Whether matches were left out. */
  boolean isCut() {
    return cut;
  }

  /** Hands everything on; returns whether more is needed. */
  boolean into(Matches next) {
    for (Map.Entry<String, DataSet> match : matches.entrySet()) {
      if (!next.accept(match.getKey(), match.getValue())) {
        return false;
      }
    }
    if (cut) {
      next.leaveOut();
    }
    return true;
  }
}
