package io.isthmus.dicom.codec;

import java.io.IOException;
import java.io.InputStream;

/** Where a reader's bytes come from. */
interface ByteSource {
  /** A source without bytes. */
  ByteSource NONE =
      new ByteSource() {
        @Override
        public int read(byte[] into, int offset, int length) {
          return -1;
        }

        @Override
        public long skip(long bytes) {
          return 0;
        }
      };

  /** Reads 1 to length bytes; 0 means none yet, -1 none any more. */
  int read(byte[] into, int offset, int length) throws IOException;

  /** Passes over up to so many bytes; 0 says nothing about the end. */
  long skip(long bytes) throws IOException;

  /** The bytes of a stream, waited for. */
  static ByteSource of(InputStream in) {
    return new ByteSource() {
      @Override
      public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        if (count != 0) {
          return count;
        }
        int single = in.read();
        if (single >= 0) {
          into[offset] = (byte) single;
        }
        return single < 0 ? -1 : 1;
      }

      // Never to the very last byte: a file stream skips beyond its end without a word.
      @Override
      public long skip(long bytes) throws IOException {
        return bytes > 1 ? in.skip(bytes - 1) : 0;
      }
    };
  }
}
