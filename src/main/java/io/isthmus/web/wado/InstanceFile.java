package io.isthmus.web.wado;

import io.isthmus.web.http.BufferedBody;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** An instance as a PS3.10 file in a given transfer syntax (WADO-16). */
sealed interface InstanceFile extends AutoCloseable permits StoredFile, TranscodedFile {

  /** Content-Type of the file. */
  String contentType();

  /** Size in bytes, where it is known before the file is written. */
  OptionalLong length();

  /**
   * Writes the file; before it waits for bytes that have not arrived, it sends on those that have.
   */
  void write(BufferedBody out) throws IOException;

  /** As {@link #write}, to any stream, which is flushed before it waits. */
  void writeTo(OutputStream out) throws IOException;

  @Override
  void close();
}
