package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.Arrays;

/**
 * Group 0002 as it lies in a file. Its length (0002,0000) is wrong or missing in many files, so it
 * ends where the group does; it is never deflated (PS3.10 7.1).
 */
final class MetaInformation {
  static final int LOOKAHEAD = 16;

  private static final int PREAMBLE = 128;
  private static final int PREFIX = 4;
  private static final int BUFFER = 8 * 1024;
  private static final int GROUP = 2;
  private static final int MAX_BYTES = 1024 * 1024;
  private static final int SHORT_HEADER = 8;
  private static final int LONG_HEADER = 12;

  private final PushbackInputStream in;
  private final ByteArrayOutputStream group = new ByteArrayOutputStream();
  private long start;

  private MetaInformation(InputStream file) {
    // Headers are read in small pieces, which shall not each be a read of the file.
    in =
        new PushbackInputStream(
            new BufferedInputStream(file, BUFFER), PREAMBLE + PREFIX + LOOKAHEAD);
  }

  static MetaInformation read(InputStream file) throws IOException {
    MetaInformation meta = new MetaInformation(file);
    meta.passPreamble();
    while (meta.element()) {
      meta.capped();
    }
    return meta;
  }

  DataSet elements() throws IOException {
    return DataSetReader.read(group.toByteArray(), TransferSyntax.ExplicitVRLittleEndian);
  }

  long end() {
    return start + group.size();
  }

  InputStream rest() {
    return in;
  }

  /** The first bytes of what follows, which stay to be read. */
  byte[] ahead() throws IOException {
    byte[] ahead = in.readNBytes(LOOKAHEAD);
    in.unread(ahead);
    return ahead;
  }

  /** The prefix counts only before group 0002: the letters may stand at 128 by chance. */
  private void passPreamble() throws IOException {
    byte[] head = in.readNBytes(PREAMBLE + PREFIX + 2);
    boolean prefixed =
        head.length == PREAMBLE + PREFIX + 2
            && Arrays.equals(
                head, PREAMBLE, PREAMBLE + PREFIX, new byte[] {'D', 'I', 'C', 'M'}, 0, 4)
            && head[PREAMBLE + PREFIX] == GROUP
            && head[PREAMBLE + PREFIX + 1] == 0;
    if (prefixed) {
      start = PREAMBLE + PREFIX;
      in.unread(head, PREAMBLE + PREFIX, 2);
    } else {
      in.unread(head);
    }
  }

  private boolean element() throws IOException {
    byte[] header = in.readNBytes(SHORT_HEADER);
    if (header.length < SHORT_HEADER || header[0] != GROUP || header[1] != 0) {
      in.unread(header);
      return false;
    }
    Vr vr = Vr.ofLetters(header[4], header[5]);
    long length;
    if (vr == null) {
      length = u16(header, 4) | ((long) u16(header, 6) << 16);
    } else if (vr.longLength()) {
      header = Arrays.copyOf(header, LONG_HEADER);
      if (in.readNBytes(header, SHORT_HEADER, 4) < 4) {
        throw malformed("input ends inside of the meta information");
      }
      length = u16(header, 8) | ((long) u16(header, 10) << 16);
    } else {
      length = u16(header, 6);
    }
    if (length > MAX_BYTES) {
      throw malformed("meta information is longer than 1 MiB");
    }
    byte[] value = in.readNBytes((int) length);
    if (value.length < length) {
      throw malformed("input ends inside of the meta information");
    }
    group.write(header);
    group.write(value);
    return true;
  }

  private void capped() throws MalformedDicomException {
    if (group.size() > MAX_BYTES) {
      throw malformed("meta information is longer than 1 MiB");
    }
  }

  private MalformedDicomException malformed(String fault) {
    return new MalformedDicomException(fault, end(), Tag.FileMetaInformationGroupLength);
  }

  private static int u16(byte[] bytes, int at) {
    return (bytes[at] & 0xFF) | ((bytes[at + 1] & 0xFF) << 8);
  }
}
