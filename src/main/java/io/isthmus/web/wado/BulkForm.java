package io.isthmus.web.wado;

import io.isthmus.dicom.data.TransferSyntax;

/**
 * The form in which a bulk value is given.
 *
 * @param mediaType of the value, without parameters
 * @param contentType of the value, as it is told to the client
 * @param multipart whether it is a part of a multipart
 * @param syntax that its bytes are given in
 */
record BulkForm(String mediaType, String contentType, boolean multipart, TransferSyntax syntax) {}
