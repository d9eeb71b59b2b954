package io.isthmus.archive.dimse;

import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.StoreRequest;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An instance on its way to us, as a C-STORE request brings it. */
record Sent(String study, String series, String instance) {
  static final TransferSyntax SYNTAX = TransferSyntax.ExplicitVRLittleEndian;

  /** The whole data set; each has its own UID as its comment. */
  byte[] bytes() {
    return DataSetWriter.encode(
        DataSet.builder()
            .uid(Tag.SOPClassUID, SopClass.CTImageStorage)
            .uid(Tag.SOPInstanceUID, instance)
            .uid(Tag.StudyInstanceUID, study)
            .uid(Tag.SeriesInstanceUID, series)
            .text(Tag.ImageComments, "this is " + instance)
            .build(),
        SYNTAX);
  }

  /** The same in fragments of a length. */
  DataStream data(int fragmentLength) {
    ByteBuffer all = ByteBuffer.wrap(bytes());
    return new DataStream() {
      // One array for all, as an association has it: what is kept beyond the next call is lost.
      private final byte[] shared = new byte[fragmentLength];

      @Override
      public @Nullable ByteBuffer next() {
        if (!all.hasRemaining()) {
          return null;
        }
        int length = Math.min(fragmentLength, all.remaining());
        all.get(shared, 0, length);
        return ByteBuffer.wrap(shared, 0, length);
      }
    };
  }

  StoreRequest request(String callingAeTitle, String address) {
    return request(callingAeTitle, address, null, null);
  }

  StoreRequest request(
      String callingAeTitle, String address, @Nullable String originator, @Nullable Integer id) {
    return new StoreRequest(
        SopClass.CTImageStorage,
        instance,
        SYNTAX,
        callingAeTitle,
        "ISTHMUS",
        address,
        originator,
        id);
  }
}
