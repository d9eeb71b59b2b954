package io.isthmus.ul.net;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;

/**
 * TLS 1.2 or 1.3 under the upper layer (PS3.15 B.12, BCP 195). Of the context's cipher suites those
 * are used that RFC 9325 recommends; none left is a failed handshake.
 *
 * @param context keys and trust; asked anew for each connection, so that certificates can be
 *     renewed
 * @param protocols those of {@link #PROTOCOLS} that may be spoken
 * @param clientCertificateNeeded whether a client without a certificate is turned away
 * @param endpointIdentified whether the server's certificate must name its host; certificates of
 *     devices often do not
 */
public record TlsLayer(
    Supplier<SSLContext> context,
    List<String> protocols,
    boolean clientCertificateNeeded,
    boolean endpointIdentified)
    implements SocketLayer {
  /** All that RFC 8996 leaves, most wanted first. */
  public static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

  /** RFC 9325 4.2 and 4.2.1, and those of TLS 1.3, most wanted first. */
  private static final List<String> SUITES =
      List.of(
          "TLS_AES_256_GCM_SHA384",
          "TLS_AES_128_GCM_SHA256",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  public TlsLayer {
    protocols = List.copyOf(protocols);
  }

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
    checkValidity(socket);
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
    checkValidity(socket);
    return socket;
  }

  /** The JDK does not ask whether a certificate has expired that is itself in the trust store. */
  private static void checkValidity(SSLSocket socket) throws SSLException {
    Certificate[] chain;
    try {
      chain = socket.getSession().getPeerCertificates();
    } catch (SSLPeerUnverifiedException none) {
      return; // only a server that needs no certificate comes here
    }
    try {
      if (chain[0] instanceof X509Certificate certificate) {
        certificate.checkValidity();
      }
    } catch (CertificateException expired) {
      throw new SSLHandshakeException("the peer's certificate: " + expired.getMessage(), expired);
    }
  }

  private SSLParameters parameters(SSLSocket socket) {
    SSLParameters parameters = socket.getSSLParameters();
    List<String> offered = List.of(parameters.getCipherSuites());
    parameters.setProtocols(protocols.toArray(String[]::new));
    parameters.setCipherSuites(SUITES.stream().filter(offered::contains).toArray(String[]::new));
    parameters.setUseCipherSuitesOrder(true);
    return parameters;
  }
}
