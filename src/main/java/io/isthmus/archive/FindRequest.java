package io.isthmus.archive;

import io.isthmus.dicom.data.DataSet;

/**
 * A search in the terms of the Study Root model, whatever the PACS has.
 *
 * @param level Query/Retrieve Level; the archive adds it to the identifier
 * @param keys match and return keys, without (0008,0052)
 * @param fuzzy whether names are to be matched by likeness where the PACS negotiates that (PS3.4
 *     C.5.1.1)
 */
public record FindRequest(QueryLevel level, DataSet keys, boolean fuzzy) {

  /** With names matched as they are written. */
  public FindRequest(QueryLevel level, DataSet keys) {
    this(level, keys, false);
  }
}
