package io.isthmus.web.wado;

import io.isthmus.web.http.BufferedBody;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Files as entries of one archive, written as they come (WADO-37 to WADO-39). An archive that is
 * left without {@link #end} has no directory, so that no program takes it for whole. Entries are
 * not compressed: pixels shrink little, and the time is the reader's.
 */
final class ZipAnswer {
  private static final int BUFFER_SIZE = 64 * 1024;

  /** The earliest time that the format knows: when a file was packed says nothing. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private final BufferedBody body;
  private final Packed zip;

  ZipAnswer(BufferedBody body) {
    this.body = body;
    this.zip = new Packed(body);
  }

  /** The whole as a file for people to keep. */
  static String disposition(String studyInstanceUid) {
    return "attachment; filename=\"" + studyInstanceUid + ".zip\"";
  }

  /** Adds a file. */
  void add(String seriesInstanceUid, String sopInstanceUid, InstanceFile file) throws IOException {
    ZipEntry entry = new ZipEntry(seriesInstanceUid + "/" + sopInstanceUid + ".dcm");
    entry.setTimeLocal(NO_TIME);
    zip.putNextEntry(entry);
    file.writeTo(zip);
    zip.closeEntry();
  }

  /** Ends the archive as complete. */
  void end() throws IOException {
    zip.finish();
    zip.release();
    body.end();
  }

  /** Frees what a failed archive holds. */
  void abandon() {
    zip.release();
  }

  /** In larger pieces than the archive is usually written in. */
  private static final class Packed extends ZipOutputStream {
    Packed(BufferedBody out) {
      super(out);
      buf = new byte[BUFFER_SIZE];
      setLevel(Deflater.NO_COMPRESSION);
    }

    void release() {
      def.end();
    }
  }
}
