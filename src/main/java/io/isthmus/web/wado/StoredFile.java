package io.isthmus.web.wado;

import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolReader;
import io.isthmus.web.http.BufferedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** An instance whose pixels are as stored: its data set byte for byte, or re-encoded. */
final class StoredFile implements InstanceFile {
  private final SpooledInstance instance;
  private final TransferSyntax syntax;
  private final byte[] header;

  StoredFile(SpooledInstance instance, TransferSyntax syntax) {
    this.instance = instance;
    this.syntax = syntax;
    this.header =
        Part10Writer.header(
            new FileMeta(instance.sopClassUid(), instance.sopInstanceUid(), syntax));
  }

  @Override
  public String contentType() {
    return "application/dicom; transfer-syntax=" + syntax.uid();
  }

  @Override
  public OptionalLong length() {
    OptionalLong size = asStored() ? instance.size() : OptionalLong.empty();
    return size.isPresent() ? OptionalLong.of(header.length + size.getAsLong()) : size;
  }

  @Override
  public void write(BufferedBody out) throws IOException {
    try (SpoolReader reader = instance.open()) {
      out.write(header);
      if (asStored()) {
        copy(reader, out);
      } else {
        ExplicitReencoder.reencode(new SpoolInput(reader, out), instance.transferSyntax(), out);
      }
    }
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try (SpoolReader reader = instance.open()) {
      out.write(header);
      SpoolInput in = new SpoolInput(reader, out);
      if (asStored()) {
        in.transferTo(out);
      } else {
        ExplicitReencoder.reencode(in, instance.transferSyntax(), out);
      }
    }
  }

  @Override
  public void close() {}

  private boolean asStored() {
    return syntax.equals(instance.transferSyntax());
  }

  private static void copy(SpoolReader reader, BufferedBody out) throws IOException {
    int count;
    do {
      if (reader.wouldWait()) {
        out.flush();
      }
      count = out.transfer(reader, Long.MAX_VALUE);
    } while (count >= 0);
  }
}
