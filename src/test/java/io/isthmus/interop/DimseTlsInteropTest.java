package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.dimse.scu.StoreScu;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.SupportedServices;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.ul.net.TlsLayer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** TLS with certificates on both sides, dcmtk being the other one. */
@Timeout(60)
class DimseTlsInteropTest {
  private static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final Negotiation NEGOTIATION =
      new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);

  @TempDir Path folder;
  private TestCertificates certificates;
  private DimsePeers peers;

  @BeforeEach
  void makeCertificates() {
    certificates = new TestCertificates(folder);
    peers = new DimsePeers(folder);
    for (String who : List.of("ours", "theirs", "stranger")) {
      certificates.make(who, "localhost");
    }
  }

  @AfterEach
  void stop() {
    if (peers != null) {
      peers.close();
    }
  }

  private String file(String who, String kind) {
    return certificates.file(who, kind);
  }

  /** A context with the key of one, which trusts another. */
  private SSLContext context(String key, String trusted) {
    try {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      try (InputStream in = Files.newInputStream(Path.of(file(key, "p12")))) {
        keys.load(in, "changeit".toCharArray());
      }
      KeyManagerFactory keyManagers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keyManagers.init(keys, "changeit".toCharArray());
      KeyStore trust = KeyStore.getInstance("PKCS12");
      trust.load(null, null);
      try (InputStream in = Files.newInputStream(Path.of(file(trusted, "crt")))) {
        trust.setCertificateEntry(
            trusted, CertificateFactory.getInstance("X.509").generateCertificate(in));
      }
      TrustManagerFactory trustManagers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trustManagers.init(trust);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private AssociationClient client(String key, String trusted) {
    SSLContext context = context(key, trusted);
    return new AssociationClient(
        NEGOTIATION,
        AssociationTimeouts.DEFAULT,
        new TlsLayer(() -> context, TlsLayer.PROTOCOLS, false, true));
  }

  private int tlsStorescp() throws IOException {
    return peers.storescp(
        "+tls", file("theirs", "key"), file("theirs", "crt"), "+cf", file("ours", "crt"));
  }

  private static PeerAddress address(int port) {
    return new PeerAddress("localhost", port, "STORESCP", "ISTHMUS");
  }

  private static AssociationProposal proposal() {
    return AssociationProposal.of(
        List.of(
            new PresentationContext(1, SopClass.Verification, List.of(IMPLICIT)),
            new PresentationContext(3, CT, List.of(EXPLICIT))),
        List.of());
  }

  private static final AssociationTimeouts QUICK_TO_ASSOCIATE =
      new AssociationTimeouts(
          Duration.ofSeconds(20),
          Duration.ofMillis(500),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20));

  /** One record that takes twenty seconds: no read of it is slow. */
  private static void trickle(Socket plain) throws IOException {
    OutputStream out = plain.getOutputStream();
    try {
      out.write(new byte[] {23, 3, 3, 0x40, 0});
      for (int i = 0; i < 1000; i++) {
        out.write(0);
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException closed) {
      return;
    }
    throw new AssertionError("nobody stopped the trickle");
  }

  @Test
  @Requirement("DIM-03")
  void aRequestInARecordThatTricklesInDoesNotOutliveArtim() throws IOException {
    SSLContext theirs = context("theirs", "ours");
    SSLContext ours = context("ours", "theirs");
    try (AssociationServer server =
            AssociationServer.start(
                new AssociationServer.Options(
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                    4,
                    QUICK_TO_ASSOCIATE,
                    new TlsLayer(() -> theirs, TlsLayer.PROTOCOLS, false, false)),
                NEGOTIATION,
                new TakesAll(),
                association -> {},
                Thread.ofVirtual().factory());
        Socket plain = new Socket(InetAddress.getLoopbackAddress(), server.port());
        SSLSocket tls =
            (SSLSocket)
                ours.getSocketFactory().createSocket(plain, "localhost", server.port(), true)) {
      tls.startHandshake();
      trickle(plain);
    }
  }

  @Test
  @Requirement("DIM-03")
  void anAnswerInARecordThatTricklesInDoesNotOutliveItsLimit() throws Exception {
    SSLContext theirs = context("theirs", "ours");
    SSLContext ours = context("ours", "theirs");
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      FutureTask<Boolean> trickling =
          new FutureTask<>(() -> {
            try (Socket plain = listener.accept();
                SSLSocket tls =
                    (SSLSocket) theirs.getSocketFactory().createSocket(plain, null, true)) {
              tls.setUseClientMode(false);
              tls.startHandshake();
              trickle(plain);
            }
            return true;
          });
      Thread.ofVirtual().start(trickling);
      AssociationClient client =
          new AssociationClient(
              NEGOTIATION,
              QUICK_TO_ASSOCIATE,
              new TlsLayer(() -> ours, TlsLayer.PROTOCOLS, false, true));

      assertThatThrownBy(() -> client.open(address(listener.getLocalPort()), proposal()))
          .isInstanceOfSatisfying(
              AssociationException.class,
              e -> assertThat(e.phase()).contains(AssociationException.Phase.ASSOCIATE));
      assertThat(trickling.get(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Requirement("SEC-02")
  void ourScuStoresToStorescpOverTls() throws IOException {
    int port = tlsStorescp();
    ByteBuffer bytes = ByteBuffer.wrap(DimsePeers.dataSetOf(peers.instance("1.2.826.0.1.97", 1)));
    int length = bytes.remaining();
    try (Association association = client("ours", "theirs").open(address(port), proposal())) {
      assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
      assertThat(association.isAlive()).isTrue();
      assertThat(
              new StoreScu()
                  .store(
                      association,
                      StoreScu.Instance.of(CT, "1.2.826.0.1.97.1.1", EXPLICIT),
                      () -> bytes.hasRemaining() ? bytes : null))
          .isEqualTo(DimseStatus.SUCCESS);
      assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
    }
    try (var received = Files.list(peers.received())) {
      assertThat(DimsePeers.dataSetOf(received.findFirst().orElseThrow())).hasSize(length);
    }
  }

  @Test
  void aPeerThatWeDoNotTrustIsConnectFailed() throws IOException {
    int port = tlsStorescp();
    assertThatThrownBy(() -> client("ours", "stranger").open(address(port), proposal()))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.CONNECT_FAILED));
  }

  /** The JDK itself does not ask when a certificate is trusted by name. */
  @Test
  void aPeerWhoseCertificateIsTrustedAndHasExpiredIsConnectFailed() throws IOException {
    certificates.makeExpired("expired", "localhost");
    int port =
        peers.storescp(
            "+tls", file("expired", "key"), file("expired", "crt"), "+cf", file("ours", "crt"));
    assertThatThrownBy(() -> client("ours", "expired").open(address(port), proposal()))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.CONNECT_FAILED))
        .hasMessageContaining("NotAfter");
  }

  @Test
  void aPeerWhoseCertificateNamesAnotherHostIsConnectFailed() throws IOException {
    certificates.make("elsewhere", "elsewhere.example");
    int port =
        peers.storescp(
            "+tls", file("elsewhere", "key"), file("elsewhere", "crt"), "+cf", file("ours", "crt"));
    assertThatThrownBy(() -> client("ours", "elsewhere").open(address(port), proposal()))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.CONNECT_FAILED));
  }

  @Test
  void aPeerThatDoesNotTrustUsIsConnectFailed() throws IOException {
    int port = tlsStorescp();
    assertThatThrownBy(() -> client("stranger", "theirs").open(address(port), proposal()))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e ->
                assertThat(e.reason())
                    .isIn(
                        AssociationException.Reason.CONNECT_FAILED,
                        // The alert can come behind a close that is read first.
                        AssociationException.Reason.CLOSED));
  }

  @Test
  void tlsToAPortWithoutTlsIsConnectFailed() throws IOException {
    int port = peers.storescp();
    assertThatThrownBy(() -> client("ours", "theirs").open(address(port), proposal()))
        .isInstanceOfSatisfying(
            AssociationException.class,
            e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.CONNECT_FAILED));
  }

  @Test
  @Requirement({"DIM-44", "SEC-02"})
  void ourServerTakesOnlyThoseWhoseCertificateItTrusts() throws IOException {
    SSLContext context = context("ours", "theirs");
    AtomicLong stored = new AtomicLong();
    SupportedServices services =
        SupportedServices.builder()
            .serve(SopClass.Verification, List.of(IMPLICIT))
            .serve(CT, List.of(EXPLICIT))
            .build();
    DimseDispatcher dispatcher =
        new DimseDispatcher(
            List.of(
                new EchoScp(),
                new StoreScp((request, data) -> {
                  for (ByteBuffer next = data.next(); next != null; next = data.next()) {
                    stored.addAndGet(next.remaining());
                  }
                  return DimseStatus.SUCCESS;
                })));
    try (AssociationServer server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                4,
                AssociationTimeouts.DEFAULT,
                new TlsLayer(() -> context, TlsLayer.PROTOCOLS, true, false)),
            NEGOTIATION,
            services,
            dispatcher,
            Thread.ofVirtual().factory())) {
      String port = Integer.toString(server.port());
      Path instance = peers.instance("1.2.826.0.1.97", 2);
      DimsePeers.Run good = tlsStorescu("theirs", port, instance);
      assertThat(good.exitCode()).as(good.output()).isZero();
      assertThat(stored.get()).isEqualTo(DimsePeers.dataSetOf(instance).length);
      assertThat(tlsStorescu("stranger", port, instance).exitCode()).isNotZero();
      assertThat(peers.run("echoscu", "+tla", "-ic", "localhost", port).exitCode()).isNotZero();
      assertThat(peers.run("echoscu", "-ta", "5", "localhost", port).exitCode()).isNotZero();
      assertThat(stored.get()).isEqualTo(DimsePeers.dataSetOf(instance).length);
    }
  }

  private DimsePeers.Run tlsStorescu(String who, String port, Path instance) throws IOException {
    return peers.run(
        "storescu",
        "+tls",
        file(who, "key"),
        file(who, "crt"),
        "+cf",
        file("ours", "crt"),
        "localhost",
        port,
        instance.toString());
  }

  @Test
  void withoutTlsNothingChanges() throws IOException {
    int port = peers.storescp();
    AssociationClient plain =
        new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
    try (Association association = plain.open(address(port), proposal())) {
      assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
    }
  }
}
