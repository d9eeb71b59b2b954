package io.isthmus.archive;

import io.isthmus.dicom.data.TransferSyntax;

/** What the C-STORE request says of an instance before its data set comes (PS3.7 9.1.1). */
public record ArrivingInstance(
    String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {}
