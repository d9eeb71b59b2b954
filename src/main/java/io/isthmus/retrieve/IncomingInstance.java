package io.isthmus.retrieve;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceIdentifiers;
import io.isthmus.retrieve.spool.SpoolFile;

/** An instance of a flight from the moment when it is known to belong to what was asked. */
record IncomingInstance(
    String sopClassUid,
    InstanceIdentifiers identifiers,
    TransferSyntax transferSyntax,
    SpoolFile file) {}
