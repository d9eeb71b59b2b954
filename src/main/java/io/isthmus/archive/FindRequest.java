package io.isthmus.archive;

import io.isthmus.dicom.data.DataSet;

/**
 * One C-FIND of the Study Root model.
 *
 * @param level Query/Retrieve Level; the archive adds it to the identifier
 * @param keys match and return keys, without (0008,0052)
 */
public record FindRequest(QueryLevel level, DataSet keys) {}
