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

  /** Ends the body as complete. */
  void end() throws IOException;

  /** Ends the message in a way that no client can take for complete (COM-10). */
  void breakOff();
}
