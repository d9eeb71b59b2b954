package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;

/** Takes the results of a search at one PACS as they come. */
interface Matches {

  /**
   * Takes a result.
   *
   * @param uniqueKey its UID at the level of the search
   * @return whether more are needed
   */
  boolean accept(String uniqueKey, DataSet record);

  /** Results that this search would have are left out, because a cap was met on the way to them. */
  void leaveOut();

  /** The number of matches behind which none is of use, 1 or more. */
  int most();
}
