package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;

/**
 * A bulk value or frame of an instance.
 *
 * @param location what it is, for Content-Location (WADO-17)
 * @param syntax that its bytes are in
 */
record BulkItem(String location, TransferSyntax syntax, BulkBytes bytes) {}
