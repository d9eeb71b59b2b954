package io.isthmus.ul.net;

import java.io.IOException;
import java.net.Socket;

/** What is put on a TCP connection before PDUs flow: nothing, or TLS. Thread safe. */
public interface SocketLayer {
  /** PDUs directly on TCP. */
  SocketLayer PLAIN =
      new SocketLayer() {
        @Override
        public Socket client(Socket connected, PeerAddress peer) {
          return connected;
        }

        @Override
        public Socket server(Socket accepted) {
          return accepted;
        }
      };

  /** The layer on a connection that we opened, any handshake done. */
  Socket client(Socket connected, PeerAddress peer) throws IOException;

  /** The layer on a connection that was opened to us, any handshake done. */
  Socket server(Socket accepted) throws IOException;
}
