package io.isthmus.ul.net;

import java.io.IOException;
import java.net.Socket;
import jdk.net.ExtendedSocketOptions;

/**
 * Asks the kernel to acknowledge at once. Widely used peers write a message in small pieces with
 * Nagle's algorithm on; a delayed acknowledgement then costs 40 ms for each message. Linux forgets
 * the option, so it is set again before every read.
 */
final class QuickAck {
  private final Socket socket;
  private final boolean supported;

  QuickAck(Socket socket) {
    this.socket = socket;
    this.supported = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
  }

  void renew() throws IOException {
    if (supported) {
      socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
    }
  }
}
