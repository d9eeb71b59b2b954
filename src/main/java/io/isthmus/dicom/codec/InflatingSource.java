package io.isthmus.dicom.codec;

import java.io.IOException;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated bytes of a deflated data set (PS3.5 A.5). Raw deflate is the rule; a zlib header,
 * which some writers leave in place, is accepted.
 */
final class InflatingSource implements ByteSource {
  private static final int BUFFER = 16 * 1024;
  private static final int ZLIB_FIRST = 0x78;
  private static final int ZLIB_CHECK = 31;

  private final ByteSource deflated;
  private final byte[] buffer = new byte[BUFFER];
  private int buffered;
  private Inflater inflater = new Inflater(true);
  private boolean started;
  private boolean ended;
  private long inflated;

  InflatingSource(ByteSource deflated) {
    this.deflated = deflated;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (!started && !start()) {
      return 0;
    }
    while (!ended) {
      int count = inflate(into, offset, length);
      if (count > 0) {
        inflated += count;
        return count;
      }
      if (inflater.finished() || inflater.needsDictionary()) {
        end();
      } else {
        int more = deflated.read(buffer, 0, BUFFER);
        if (more == 0) {
          return 0;
        }
        if (more < 0) {
          end();
          throw new MalformedDicomException("deflated data set ends early", inflated, 0);
        }
        inflater.setInput(buffer, 0, more);
      }
    }
    return -1;
  }

  private boolean start() throws IOException {
    while (buffered < 2) {
      int count = deflated.read(buffer, buffered, BUFFER - buffered);
      if (count == 0) {
        return false;
      }
      if (count < 0) {
        break;
      }
      buffered += count;
    }
    if (buffered >= 2
        && buffer[0] == ZLIB_FIRST
        && ((buffer[0] << 8) | (buffer[1] & 0xFF)) % ZLIB_CHECK == 0) {
      inflater.end();
      inflater = new Inflater(false);
    }
    inflater.setInput(buffer, 0, buffered);
    started = true;
    if (buffered == 0) {
      end();
    }
    return true;
  }

  private int inflate(byte[] into, int offset, int length) throws MalformedDicomException {
    try {
      return inflater.inflate(into, offset, length);
    } catch (DataFormatException e) {
      end();
      MalformedDicomException malformed =
          new MalformedDicomException("deflated bytes are damaged", inflated, 0);
      malformed.initCause(e);
      throw malformed;
    }
  }

  private void end() {
    ended = true;
    inflater.end();
  }

  @Override
  public long skip(long bytes) {
    return 0;
  }
}
