package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.dimse.scu.EchoScu;
import io.isthmus.pool.AssociationConnector;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.BreakerOptions;
import io.isthmus.pool.CancelSignal;
import io.isthmus.pool.CircuitBreaker;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.PoolOptions;
import io.isthmus.pool.PoolTime;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.IdentityRefusedException;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Octets;
import io.isthmus.ul.UserIdentity;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** User identities as dcmtk gives them to us, and as it reads ours. */
@Timeout(60)
class UserIdentityInteropTest {
  private static final Negotiation NEGOTIATION = new Negotiation("2.25.1", "TEST");
  private static final String IMPLICIT = TransferSyntax.ImplicitVRLittleEndian.uid();

  @TempDir Path folder;
  private DimsePeers peers;

  @BeforeEach
  void start() {
    peers = new DimsePeers(folder);
  }

  @AfterEach
  void stop() {
    if (peers != null) {
      peers.close();
    }
  }

  private AssociationClient client() {
    return new AssociationClient(NEGOTIATION, AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
  }

  private static PeerAddress address(int port) {
    return new PeerAddress("localhost", port, "STORESCP", "ISTHMUS");
  }

  private String log() throws IOException {
    return Files.readString(folder.resolve("storescp.log"));
  }

  @ParameterizedTest
  @CsvSource({
    "1, Authentication mode 1: Username",
    "2, Authentication mode 2: Username/Password",
    "3, Authentication mode 3: Kerberos",
    "4, Authentication mode 4: SAML"
  })
  @Requirement("DIM-09")
  void dcmtkReadsEachKindOfIdentityThatWeGive(int type, String words) throws IOException {
    int port = peers.storescp("-d");
    Octets second =
        type == UserIdentity.USERNAME_AND_PASSCODE ? Octets.utf8("öffne") : Octets.EMPTY;
    UserIdentity identity = new UserIdentity(type, false, Octets.utf8("our name"), second);
    AssociationProposal proposal =
        AssociationProposal.of(SopClass.Verification, IMPLICIT).withIdentity(identity);
    try (Association association = client().open(address(port), proposal)) {
      assertThat(new EchoScu().echo(association)).isEqualTo(DimseStatus.SUCCESS);
    }
    assertThat(log()).contains(words);
    if (type <= UserIdentity.USERNAME_AND_PASSCODE) {
      assertThat(log()).contains("Username: [our name]");
    }
    if (type == UserIdentity.USERNAME_AND_PASSCODE) {
      assertThat(log()).contains("Password: [öffne]", "Positive Response requested: No");
    }
  }

  @Test
  @Requirement("DIM-09")
  void theAssociationsOfAPoolCarryTheIdentityOfTheirPacs() throws IOException {
    int port = peers.storescp("-d");
    try (ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor()) {
      PoolTime time = PoolTime.system(Clock.systemUTC(), alarms, Thread.ofVirtual().factory());
      try (var pool =
          new AssociationPool<>(
              new AssociationConnector(client(), address(port), 16_384)
                  .withIdentity(UserIdentity.of("gateway", "secret")),
              new Recipes(InformationModel.STUDY_ROOT, Map.of()),
              new PoolOptions(1, Duration.ofSeconds(30)),
              new CircuitBreaker(BreakerOptions.DEFAULT, time),
              time)) {
        ContextsNeeded echo = ContextsNeeded.service(SopClass.Verification);
        try (var lease = pool.lease(echo, Duration.ofSeconds(10), CancelSignal.NEVER)) {
          assertThat(new EchoScu().echo(lease.connection().association()))
              .isEqualTo(DimseStatus.SUCCESS);
          lease.completed();
        }
      }
      alarms.shutdownNow();
    }
    assertThat(log()).contains("Username: [gateway]", "Password: [secret]");
  }

  @ParameterizedTest
  @CsvSource({"1, -usr", "3, --kerberos", "4, --saml", "5, --jwt"})
  @Requirement("DIM-09")
  void weReadEachKindOfIdentityThatStorescuGives(int type, String option) throws Exception {
    Files.writeString(folder.resolve("secret"), "a token");
    Identities identities = new Identities();
    try (AssociationServer server = server(identities)) {
      assertThat(storescu(server, option, type == 1 ? "a token" : "secret").exitCode()).isZero();
    }
    UserIdentity identity = identities.seen.remove();
    assertThat(identity.type()).isEqualTo(type);
    assertThat(identity.primary()).isEqualTo(Octets.utf8("a token"));
    assertThat(identity.responseRequested()).isFalse();
  }

  @Test
  @Requirement("DIM-09")
  void storescuGetsTheResponseThatItAsksForAndTheRejectionOfAWrongPasscode() throws Exception {
    Identities identities = new Identities();
    try (AssociationServer server = server(identities)) {
      DimsePeers.Run good = storescu(server, "-usr", "bob", "-pwd", "right", "-rsp");
      assertThat(good.exitCode()).as(good.output()).isZero();
      assertThat(storescu(server, "-usr", "bob", "-pwd", "wrong").exitCode()).isNotZero();
    }
    UserIdentity identity = identities.seen.remove();
    assertThat(identity)
        .isEqualTo(new UserIdentity(2, true, Octets.utf8("bob"), Octets.utf8("right")));
  }

  private DimsePeers.Run storescu(AssociationServer server, String... options) throws IOException {
    List<String> command = new ArrayList<>(List.of("storescu"));
    command.addAll(List.of(options));
    command.addAll(List.of("localhost", Integer.toString(server.port())));
    command.add(peers.instance("1.2.826.0.1.95", 1).toString());
    return peers.run(command.toArray(String[]::new));
  }

  private static AssociationServer server(AcceptPolicy policy) throws IOException {
    StoreScp store =
        new StoreScp((request, data) -> {
          for (ByteBuffer next = data.next(); next != null; next = data.next()) {
            // taken and forgotten
          }
          return DimseStatus.SUCCESS;
        });
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            4,
            AssociationTimeouts.DEFAULT,
            SocketLayer.PLAIN),
        NEGOTIATION,
        policy,
        new DimseDispatcher(List.of(store)),
        Thread.ofVirtual().factory());
  }

  /** Takes note of identities, and refuses one passcode. */
  private static final class Identities implements AcceptPolicy {
    final BlockingQueue<UserIdentity> seen = new LinkedBlockingQueue<>();

    @Override
    public boolean acceptsCalled(String calledAeTitle) {
      return true;
    }

    @Override
    public boolean supports(String abstractSyntax) {
      return true;
    }

    @Override
    public Optional<String> choose(String abstractSyntax, List<String> proposed) {
      return proposed.stream().findFirst();
    }

    @Override
    public Optional<Octets> identify(UserIdentity identity) throws IdentityRefusedException {
      seen.add(identity);
      if (identity.secondary().equals(Octets.utf8("wrong"))) {
        throw new IdentityRefusedException("wrong passcode");
      }
      return Optional.of(Octets.EMPTY);
    }
  }
}
