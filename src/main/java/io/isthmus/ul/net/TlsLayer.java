package io.isthmus.ul.net;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.2 or 1.3 under the upper layer (PS3.15 B.12, BCP 195).
 *
 * @param context keys and trust; asked anew for each connection, so that certificates can be
 *     renewed
 * @param clientCertificateNeeded whether a client without a certificate is turned away
 * @param endpointIdentified whether the server's certificate must name its host; certificates of
 *     devices often do not
 */
public record TlsLayer(
    Supplier<SSLContext> context, boolean clientCertificateNeeded, boolean endpointIdentified)
    implements SocketLayer {
  @Override
  public Socket client(Socket connected, PeerAddress peer) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .get()
                .getSocketFactory()
                .createSocket(connected, peer.host(), peer.port(), true);
    SSLParameters parameters = parameters(socket);
    if (endpointIdentified) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    socket.setUseClientMode(true);
    socket.startHandshake();
    return socket;
  }

  @Override
  public Socket server(Socket accepted) throws IOException {
    SSLSocket socket =
        (SSLSocket) context.get().getSocketFactory().createSocket(accepted, null, true);
    SSLParameters parameters = parameters(socket);
    parameters.setNeedClientAuth(clientCertificateNeeded);
    socket.setSSLParameters(parameters);
    socket.setUseClientMode(false);
    socket.startHandshake();
    return socket;
  }

  private static SSLParameters parameters(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
    return parameters;
  }
}
