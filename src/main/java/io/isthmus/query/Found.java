package io.isthmus.query;

import io.isthmus.dicom.data.DataSet;

/**
 * A result, unaltered as its PACS gave it.
 *
 * @param pacs opaque id of the PACS whose record it is
 * @param record with the unique keys of its level and of those above, without RetrieveURL
 */
public record Found(String pacs, DataSet record) {}
