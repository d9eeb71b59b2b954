package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which move gets what arrives, and what is refused. */
@Timeout(20)
class MoveDeskTest {
  private static final String LOCAL = "127.0.0.1";
  private static final MoveSource PACS = new MoveSource("a", "PACS", List.of(LOCAL));
  private static final int SUCCESS = DimseStatus.SUCCESS.code();
  private static final int REFUSED = DimseStatus.NOT_AUTHORIZED.code();

  private final MoveDesk desk = new MoveDesk("ISTHMUS");

  private Move open(RetrieveScope scope, Kept kept) throws InterruptedException {
    Move move = desk.open(PACS, scope, kept, Duration.ZERO).orElseThrow();
    move.arm();
    return move;
  }

  private int store(Sent sent) throws IOException {
    return desk.store(sent.request("PACS", LOCAL), sent.data(64)).code();
  }

  private int store(Sent sent, String originator, int id) throws IOException {
    return desk.store(sent.request("PACS", LOCAL, originator, id), sent.data(1 << 16)).code();
  }

  @Test
  @Requirement("DIM-03")
  void aMoveIsQuietSinceItsLastInstance() throws Exception {
    Move move = open(RetrieveScope.study("1.2"), new Kept());
    assertThat(move.hasBegun()).isFalse();
    while (move.quiet().compareTo(Duration.ofMillis(5)) < 0) {
      Thread.onSpinWait();
    }
    assertThat(move.enter()).isTrue();
    assertThat(move.quiet()).isZero();

    long before = System.nanoTime();
    move.leave();

    assertThat(move.quiet()).isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
    assertThat(move.hasBegun()).isTrue();
  }

  @Test
  @Requirement("DIM-30")
  void theOriginatorTellsWhoseItIs() throws Exception {
    Kept first = new Kept();
    Kept second = new Kept();
    Move one = open(RetrieveScope.study("1.2"), first);
    Move other = open(RetrieveScope.study("1.2"), second);

    assertThat(one.messageId()).isNotEqualTo(other.messageId());
    assertThat(store(new Sent("1.2", "1.2.1", "1.2.1.1"), "ISTHMUS", other.messageId()))
        .isEqualTo(SUCCESS);

    assertThat(first.begun()).isZero();
    assertThat(second.uids()).containsExactly("1.2.1.1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "other"})
  @Requirement("DIM-30")
  void withoutAnOriginatorTheUidsTellAndAllWhoAskGetIt(String originator) throws Exception {
    Kept study = new Kept();
    Kept series = new Kept();
    Kept instance = new Kept();
    Kept otherSeries = new Kept();
    Kept otherStudy = new Kept();
    open(RetrieveScope.study("1.2"), study);
    open(RetrieveScope.series("1.2", "1.2.1"), series);
    open(RetrieveScope.instance("1.2", "1.2.1", "1.2.1.1"), instance);
    open(RetrieveScope.series("1.2", "1.2.2"), otherSeries);
    open(RetrieveScope.study("1.3"), otherStudy);
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");

    int status =
        switch (originator) {
          case "0" -> store(sent, "ISTHMUS", 0);
          case "other" -> store(sent, "PACS", 1);
          default -> store(sent);
        };

    assertThat(status).isEqualTo(SUCCESS);
    for (Kept kept : new Kept[] {study, series, instance}) {
      assertThat(kept.whole()).containsOnlyKeys("1.2.1.1");
      assertThat(kept.whole().get("1.2.1.1")).isEqualTo(sent.bytes());
    }
    assertThat(otherSeries.begun() + otherStudy.begun()).isZero();
  }

  @Test
  @Requirement("DIM-30")
  void itIsSeenWhetherThePacsNamesTheOriginator() throws Exception {
    List<String> seen = new ArrayList<>();
    MoveDesk watched =
        new MoveDesk("ISTHMUS", (pacs, trait, is) -> seen.add(pacs + " " + trait.id() + " " + is));
    watched.open(PACS, RetrieveScope.study("1.2"), new Kept(), Duration.ZERO).orElseThrow().arm();
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");
    Sent notAskedFor = new Sent("1.3", "1.3.1", "1.3.1.1");

    watched.store(sent.request("PACS", LOCAL, "ISTHMUS", 4711), sent.data(64));
    watched.store(sent.request("PACS", LOCAL), sent.data(64));
    watched.store(sent.request("PACS", LOCAL, "PACS", 1), sent.data(64));
    watched.store(sent.request("PACS", LOCAL, "ISTHMUS", 0), sent.data(64));
    watched.store(notAskedFor.request("PACS", LOCAL), notAskedFor.data(64));

    assertThat(seen)
        .containsExactly(
            "a move-originator true",
            "a move-originator false",
            "a move-originator false",
            "a move-originator false");
  }

  @Test
  void itIsSeenOfThePacsThatWasAsked() throws Exception {
    List<String> seen = new ArrayList<>();
    MoveDesk watched = new MoveDesk("ISTHMUS", (pacs, trait, is) -> seen.add(pacs));
    MoveSource twin = new MoveSource("b", "PACS", List.of(LOCAL));
    watched.open(PACS, RetrieveScope.study("1.2"), new Kept(), Duration.ZERO).orElseThrow().arm();
    watched.open(twin, RetrieveScope.study("1.3"), new Kept(), Duration.ZERO).orElseThrow().arm();
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");

    watched.store(sent.request("PACS", LOCAL), sent.data(64));

    assertThat(seen).containsExactly("a");
  }

  @Test
  @Requirement("DIM-34")
  void whatWasNotAskedForIsRefusedBeforeAnythingIsTaken() throws Exception {
    Kept kept = new Kept();
    Move move = open(RetrieveScope.instance("1.2", "1.2.1", "1.2.1.1"), kept);

    assertThat(store(new Sent("1.3", "1.3.1", "1.3.1.1"))).isEqualTo(REFUSED);
    assertThat(store(new Sent("1.2", "1.2.1", "1.2.1.2"))).isEqualTo(REFUSED);
    assertThat(store(new Sent("1.2", "1.2.1", "1.2.1.3"), "ISTHMUS", move.messageId()))
        .isEqualTo(REFUSED);

    assertThat(kept.begun()).isZero();
    assertThat(move.refused()).containsExactlyInAnyOrder("1.2.1.2", "1.2.1.3");
  }

  @Test
  @Requirement("DIM-34")
  void onlyThePacsThatWasAskedMaySend() throws Exception {
    Kept kept = new Kept();
    Move move = open(RetrieveScope.study("1.2"), kept);
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");

    assertThat(desk.store(sent.request("OTHER", LOCAL), sent.data(64)).code()).isEqualTo(REFUSED);
    assertThat(
            desk.store(
                    sent.request("PACS", "192.0.2.1", "ISTHMUS", move.messageId()), sent.data(64))
                .code())
        .isEqualTo(REFUSED);
    assertThat(kept.begun()).isZero();
    assertThat(store(sent)).isEqualTo(SUCCESS);
  }

  @Test
  @Requirement("DIM-34")
  void nothingIsTakenBeforeTheRequestOrAfterTheEnd() throws Exception {
    Kept kept = new Kept();
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");
    Move move = desk.open(PACS, RetrieveScope.study("1.2"), kept, Duration.ZERO).orElseThrow();

    assertThat(store(sent)).isEqualTo(REFUSED);
    move.arm();
    assertThat(store(sent)).isEqualTo(SUCCESS);
    desk.close(move);
    assertThat(store(new Sent("1.2", "1.2.1", "1.2.1.2"))).isEqualTo(REFUSED);
    assertThat(kept.uids()).containsExactly("1.2.1.1");
  }

  @Test
  @Requirement("DIM-34")
  void aDataSetWithoutItsIdentifiersIsNotUnderstood() throws Exception {
    Kept kept = new Kept();
    open(RetrieveScope.study("1.2"), kept);
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");
    byte[] tooShort = {8, 0, 0x18, 0, 'U', 'I', 4, 0, '1', '.', '2', 0};
    ByteBuffer[] left = {ByteBuffer.wrap(tooShort)};

    DimseStatus status =
        desk.store(
            sent.request("PACS", LOCAL),
            () -> {
              ByteBuffer next = left[0];
              left[0] = ByteBuffer.allocate(0);
              return next.hasRemaining() ? next : null;
            });

    assertThat(status).isEqualTo(DimseStatus.CANNOT_UNDERSTAND);
    assertThat(kept.begun()).isZero();
  }

  @Test
  void whoseClientHasLeftKeepsItFromNobodyElse() throws Exception {
    Kept gone = new Kept();
    Kept there = new Kept();
    open(RetrieveScope.study("1.2"), gone);
    open(RetrieveScope.study("1.2"), there);
    gone.leave();

    assertThat(store(new Sent("1.2", "1.2.1", "1.2.1.1"))).isEqualTo(SUCCESS);

    assertThat(there.uids()).containsExactly("1.2.1.1");
    assertThat(gone.uids()).isEmpty();
  }

  @Test
  @Requirement("DIM-36")
  void aSecondCopyThatMayBeAnothersDoesNotCount() throws Exception {
    Kept kept = new Kept();
    Move move = open(RetrieveScope.study("1.2"), kept);
    Sent sent = new Sent("1.2", "1.2.1", "1.2.1.1");
    store(sent);
    store(sent);

    assertThat(move.awaitArrivals(2, Duration.ofMillis(50))).isEqualTo(1);
    assertThat(kept.begun()).isEqualTo(1);

    store(sent, "ISTHMUS", move.messageId());
    store(sent, "ISTHMUS", move.messageId());
    assertThat(move.awaitArrivals(2, Duration.ofMillis(50))).isEqualTo(2);
  }

  @Test
  @Requirement("DIM-36")
  void twoCopiesUnderWayAtOnceCountAsOne() throws Exception {
    Move move = open(RetrieveScope.study("1.2"), new Kept());
    ArrivingInstance instance =
        new ArrivingInstance(SopClass.CTImageStorage, "1.2.1.1", Sent.SYNTAX);
    Arrival first = move.arrivals(false).begin(instance);
    Arrival second = move.arrivals(false).begin(instance);
    first.complete();
    second.complete();

    assertThat(move.awaitArrivals(2, Duration.ofMillis(30))).isEqualTo(1);
  }

  @Test
  @Requirement("DIM-36")
  void whatComesAfterTheFinalResponseIsWaitedFor() throws Exception {
    Kept kept = new Kept();
    Move move = open(RetrieveScope.study("1.2"), kept);
    CompletableFuture<Integer> arrived = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                arrived.complete(move.awaitArrivals(2, Duration.ofSeconds(15)));
              } catch (InterruptedException e) {
                arrived.completeExceptionally(e);
              }
            });
    while (waiting.getState() != Thread.State.TIMED_WAITING && waiting.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(arrived).isNotDone();
    store(new Sent("1.2", "1.2.1", "1.2.1.1"));
    assertThat(arrived).isNotDone();
    store(new Sent("1.2", "1.2.1", "1.2.1.2"));

    assertThat(arrived.get()).isEqualTo(2);
    waiting.join();
  }

  @Test
  @Requirement("DIM-36")
  void anInstanceThatIsOnItsWayIsWaitedForThoughNoMoreArePromised() throws Exception {
    Move move = open(RetrieveScope.study("1.2"), new Kept());
    Arrival late =
        move.arrivals(true)
            .begin(new ArrivingInstance(SopClass.CTImageStorage, "1.2.1.1", Sent.SYNTAX));
    assertThat(move.enter()).isTrue();
    CompletableFuture<Integer> arrived = new CompletableFuture<>();
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                arrived.complete(move.awaitArrivals(0, Duration.ZERO));
              } catch (InterruptedException e) {
                arrived.completeExceptionally(e);
              }
            });
    while (waiting.getState() != Thread.State.WAITING && waiting.isAlive()) {
      Thread.onSpinWait();
    }
    assertThat(arrived).isNotDone();
    late.complete();
    move.leave();

    assertThat(arrived.get()).isEqualTo(1);
    waiting.join();
  }

  @Test
  @Requirement("DIM-36")
  void theGraceIsBounded() throws Exception {
    Move move = open(RetrieveScope.study("1.2"), new Kept());

    assertThat(move.awaitArrivals(1, Duration.ofMillis(30))).isZero();
  }

  @Test
  @Requirement("DIM-30")
  void twoPacsOfOneAeTitleTakeTurnsAtAStudy() throws Exception {
    MoveSource twin = new MoveSource("b", "PACS", List.of(LOCAL));
    Move first = open(RetrieveScope.study("1.2"), new Kept());

    assertThat(desk.open(twin, RetrieveScope.study("1.2"), new Kept(), Duration.ofMillis(20)))
        .isEmpty();
    assertThat(desk.open(twin, RetrieveScope.study("1.3"), new Kept(), Duration.ZERO)).isPresent();
    desk.close(first);
    assertThat(desk.open(twin, RetrieveScope.study("1.2"), new Kept(), Duration.ZERO)).isPresent();
  }

  @Test
  @Requirement("DIM-30")
  void messageIdsAreNotUsedAgainWhileTheyAreOutstanding() throws Exception {
    Move kept =
        desk.open(PACS, RetrieveScope.study("1.2"), new Kept(), Duration.ZERO).orElseThrow();
    Set<Integer> ids = new HashSet<>();
    for (int i = 0; i < 70_000; i++) {
      Optional<Move> move = desk.open(PACS, RetrieveScope.study("1.2"), new Kept(), Duration.ZERO);
      ids.add(move.orElseThrow().messageId());
      desk.close(move.get());
    }

    assertThat(ids).hasSize(65_534).doesNotContain(kept.messageId(), 0, 65_536);
  }

  @Test
  void aHeadInSmallPiecesIsPutTogetherAgain() throws IOException {
    Sent sent = new Sent("1.2.3", "1.2.3.4", "1.2.3.4.5");
    for (int length = 1; length < 70; length++) {
      ArrivingHead head =
          ArrivingHead.read(TransferSyntax.ExplicitVRLittleEndian, sent.data(length));
      ByteBuffer all = ByteBuffer.allocate(sent.bytes().length);
      for (ByteBuffer next = head.data().next(); next != null; next = head.data().next()) {
        all.put(next);
      }

      assertThat(head.studyInstanceUid()).isEqualTo("1.2.3");
      assertThat(head.seriesInstanceUid()).isEqualTo("1.2.3.4");
      assertThat(head.sopInstanceUid()).isEqualTo("1.2.3.4.5");
      assertThat(all.array()).isEqualTo(sent.bytes());
    }
  }
}
