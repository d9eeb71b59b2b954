package io.isthmus.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that is sent compressed (COM-13). Text only: pixels shrink little and cost a viewer more
 * time than they save.
 */
final class GzipBody implements ResponseBody {
  private static final int WORTH_IT = 1024;
  private static final int BUFFER_SIZE = 16 * 1024;

  private final ResponseBody body;
  private final byte[] buffer = new byte[BUFFER_SIZE];
  private @Nullable Gzip gzip;

  GzipBody(ResponseBody body) {
    this.body = body;
  }

  /** Whether a body of this type and length is worth it. */
  static boolean suits(String contentType, OptionalLong length) {
    return length.orElse(Long.MAX_VALUE) > WORTH_IT && isText(MediaRange.of(contentType));
  }

  /** Whether an Accept-Encoding header allows it (RFC 9110 12.5.3). */
  static boolean isAccepted(Optional<String> acceptEncoding) {
    boolean any = false;
    for (String coding : acceptEncoding.orElse("").split(",", -1)) {
      String[] parts = coding.strip().split("\\s*;\\s*", 2);
      boolean refused = parts.length > 1 && parts[1].matches("q=0(\\.0{0,3})?");
      if (parts[0].equalsIgnoreCase("gzip")) {
        return !refused;
      }
      any |= parts[0].equals("*") && !refused;
    }
    return any;
  }

  private static boolean isText(MediaRange type) {
    if (type.type().equals("multipart")) {
      return type.parameter("type").filter(part -> isText(MediaRange.of(part))).isPresent();
    }
    return type.type().equals("text")
        || type.subtype().endsWith("json")
        || type.subtype().endsWith("xml");
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      int some = Math.min(bytes.remaining(), buffer.length);
      bytes.get(buffer, 0, some);
      gzip().write(buffer, 0, some);
    }
  }

  @Override
  public void end() throws IOException {
    gzip().close();
    body.end();
  }

  @Override
  public void breakOff() {
    if (gzip != null) {
      gzip.abandon();
    }
    body.breakOff();
  }

  /** Made with the first bytes, since it sends its own head at once. */
  private Gzip gzip() throws IOException {
    if (gzip == null) {
      gzip = new Gzip(new Sink(body));
    }
    return gzip;
  }

  /** At the least effort, which is most of the gain. */
  private static final class Gzip extends GZIPOutputStream {
    Gzip(OutputStream out) throws IOException {
      super(out, BUFFER_SIZE);
      def.setLevel(Deflater.BEST_SPEED);
    }

    void abandon() {
      def.end();
    }
  }

  private static final class Sink extends OutputStream {
    private final ResponseBody body;

    Sink(ResponseBody body) {
      this.body = body;
    }

    @Override
    public void write(int octet) throws IOException {
      body.write(ByteBuffer.wrap(new byte[] {(byte) octet}));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      body.write(ByteBuffer.wrap(bytes, offset, length));
    }
  }
}
