package io.isthmus.web.http;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The body of an answer under way. */
public interface ResponseBody {

  /**
   * Writes the remaining bytes and waits until the connection has taken them, so that a slow client
   * slows the writer. The buffer is the caller's again on return.
   *
   * @throws ClientGoneException when the client has left
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * As {@link #write}, but does not wait for these bytes, only for those before: the buffer is the
   * caller's again when the next call returns, or the exchange is over ({@link Exchange#whenOver}).
   */
  default void send(ByteBuffer bytes) throws IOException {
    write(bytes);
  }

  /** Ends the body as complete. */
  void end() throws IOException;

  /** Writes the last bytes and ends the body as complete: one message to the connection. */
  default void end(ByteBuffer last) throws IOException {
    write(last);
    end();
  }

  /** Ends the message in a way that no client can take for complete (COM-10). */
  void breakOff();
}
