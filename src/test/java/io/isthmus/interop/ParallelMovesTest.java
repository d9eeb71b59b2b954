package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.Octets;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fifty retrieves at a time by C-MOVE from a PACS of hand-written bytes that never says whose move
 * an instance belongs to, sends the instances of all moves in one heap over three associations, and
 * often says that it has finished before it has.
 */
@Timeout(60)
class ParallelMovesTest {
  private static final int MOVES = 50;
  private static final int ASSOCIATIONS = 8;
  private static final int FIND_CONTEXT = 3;
  private static final int MOVE_CONTEXT = 5;
  private static final int GET_CONTEXT = 7;
  private static final String EXPLICIT = TransferSyntax.ExplicitVRLittleEndian.uid();
  private static final List<DemoInstance> HELD = SmallStudies.instances(10, 2, 3);

  @TempDir Path folder;

  @Test
  @Requirement({"DIM-02", "DIM-30", "DIM-34", "DIM-36"})
  void interleavedStudiesWithoutAnOriginatorAreNeverMixed() throws Exception {
    long seed = 30112026L;
    Random random = new Random(seed);
    try (GatewaySide gateway = new GatewaySide(folder);
        HeapPacs pacs = new HeapPacs(gateway.port(), seed);
        ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      DimseArchive archive =
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), "PACS", GatewaySide.AE_TITLE),
              ASSOCIATIONS,
              Method.MOVE);
      Map<Future<List<GatewaySide.Got>>, RetrieveScope> moves = new HashMap<>();
      for (int i = 0; i < MOVES; i++) {
        RetrieveScope scope = scope(random);
        moves.put(clients.submit(() -> gateway.retrieve(archive, scope)), scope);
      }
      for (Map.Entry<Future<List<GatewaySide.Got>>, RetrieveScope> move : moves.entrySet()) {
        Map<String, Octets> expected = new HashMap<>();
        HELD.stream()
            .filter(one -> covers(move.getValue(), one))
            .forEach(one -> expected.put(one.sopInstanceUid(), Octets.of(bytes(one))));
        Map<String, Octets> got = new HashMap<>();
        move.getKey()
            .get()
            .forEach(one ->
                assertThat(got.put(one.sopInstanceUid(), one.dataSet()))
                    .as("a second copy, seed %d", seed)
                    .isNull());

        assertThat(got).as("%s, seed %d", move.getValue(), seed).isEqualTo(expected);
      }
      assertThat(pacs.most.get()).isBetween(2, ASSOCIATIONS);
      while (archive.state().associationsInUse() > 0) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  @Requirement("DIM-10")
  void autoKeepsToMoveWhereGetBringsNothing() throws Exception {
    try (GatewaySide gateway = new GatewaySide(folder);
        HeapPacs pacs = new HeapPacs(gateway.port(), 1)) {
      DimseArchive archive =
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), "PACS", GatewaySide.AE_TITLE),
              1,
              Method.AUTO);
      DemoInstance one = HELD.getFirst();

      assertThat(gateway.retrieve(archive, RetrieveScope.study(one.studyInstanceUid()))).hasSize(6);
      int gets = pacs.gets.get();
      assertThat(gets).isPositive();
      assertThat(gateway.retrieve(archive, RetrieveScope.study(one.studyInstanceUid()))).hasSize(6);
      assertThat(pacs.gets.get()).isEqualTo(gets);
    }
  }

  private static RetrieveScope scope(Random random) {
    DemoInstance one = HELD.get(random.nextInt(HELD.size()));
    return switch (random.nextInt(3)) {
      case 0 -> RetrieveScope.study(one.studyInstanceUid());
      case 1 -> RetrieveScope.series(one.studyInstanceUid(), one.seriesInstanceUid());
      default ->
          RetrieveScope.instance(
              one.studyInstanceUid(), one.seriesInstanceUid(), one.sopInstanceUid());
    };
  }

  private static boolean covers(RetrieveScope scope, DemoInstance one) {
    return scope.covers(one.studyInstanceUid(), one.seriesInstanceUid(), one.sopInstanceUid());
  }

  private static byte[] bytes(DemoInstance one) {
    return DataSetWriter.encode(one.header(), TransferSyntax.ExplicitVRLittleEndian);
  }

  /** Throws the instances of all moves into one heap and sends from it in any order. */
  private static final class HeapPacs implements AutoCloseable {
    private record Sending(DemoInstance instance, CountDownLatch left) {}

    private final List<Sending> heap = new ArrayList<>();
    private final Random random;
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger gets = new AtomicInteger();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final RepeatingPeer peer;

    HeapPacs(int storePort, long seed) {
      this.random = new Random(seed);
      this.peer = new RepeatingPeer(this::serve);
      for (int i = 0; i < 3; i++) {
        var _ =
            senders.submit(() -> {
              send(storePort);
              return null;
            });
      }
    }

    int port() {
      return peer.port();
    }

    private void serve(ScriptedConnection connection) throws IOException {
      connection.accept();
      most.accumulateAndGet(open.incrementAndGet(), Math::max);
      try {
        while (true) {
          byte[] command = connection.expectCommand();
          byte[] pdu = connection.expect(Wire.P_DATA_TF);
          answer(connection, command, Arrays.copyOfRange(pdu, 12, pdu.length));
        }
      } finally {
        open.decrementAndGet();
      }
    }

    private void answer(ScriptedConnection connection, byte[] command, byte[] identifier)
        throws IOException {
      int field = Wire.usOf(command, 0x0100);
      DataSet keys = DataSetReader.read(identifier, TransferSyntax.ExplicitVRLittleEndian);
      List<DemoInstance> asked =
          HELD.stream()
              .filter(one -> is(keys, Tag.StudyInstanceUID, one.studyInstanceUid()))
              .filter(one -> is(keys, Tag.SeriesInstanceUID, one.seriesInstanceUid()))
              .filter(one -> is(keys, Tag.SOPInstanceUID, one.sopInstanceUid()))
              .toList();
      int id = Wire.usOf(command, 0x0110);
      switch (field) {
        case 0x0020 -> find(connection, id, asked);
        case 0x0010 -> {
          gets.incrementAndGet();
          connection.send(response(GET_CONTEXT, 0x8010, id, 0xA702, 0, false));
        }
        default -> move(connection, id, asked);
      }
    }

    /** Every instance at every level: what is not asked for is ignored. */
    private static void find(ScriptedConnection connection, int id, List<DemoInstance> asked)
        throws IOException {
      for (DemoInstance one : asked) {
        connection.send(response(FIND_CONTEXT, 0x8020, id, 0xFF00, 0, true));
        connection.send(Wire.data(FIND_CONTEXT, Wire.LAST_DATA, bytes(one)));
      }
      connection.send(response(FIND_CONTEXT, 0x8020, id, 0, 0, false));
    }

    private void move(ScriptedConnection connection, int id, List<DemoInstance> asked)
        throws IOException {
      boolean early;
      CountDownLatch left = new CountDownLatch(asked.size());
      synchronized (heap) {
        early = random.nextBoolean();
        asked.forEach(one -> heap.add(new Sending(one, left)));
        heap.notifyAll();
      }
      if (!early) {
        await(left);
      }
      connection.send(response(MOVE_CONTEXT, 0x8021, id, 0, asked.size(), false));
    }

    private static byte[] response(
        int context, int field, int id, int status, int completed, boolean data) {
      return Wire.data(
          context,
          Wire.LAST_COMMAND,
          Wire.command(
              Wire.us(0x0100, field),
              Wire.us(0x0120, id),
              Wire.us(0x0800, data ? 1 : 0x0101),
              Wire.us(0x0900, status),
              Wire.us(0x1021, completed)));
    }

    private static boolean is(DataSet keys, int tag, String uid) {
      return keys.string(tag).map(uid::equals).orElse(true);
    }

    private static void await(CountDownLatch left) throws IOException {
      try {
        left.await();
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    private void send(int storePort) throws IOException, InterruptedException {
      String[] classes =
          HELD.stream().map(DemoInstance::sopClassUid).distinct().toArray(String[]::new);
      try (ScriptedConnection connection = ScriptedConnection.to(storePort)) {
        connection.send(Wire.associateRq(GatewaySide.AE_TITLE, "PACS", EXPLICIT, classes));
        connection.expect(Wire.A_ASSOCIATE_AC);
        for (int id = 1; ; id++) {
          Sending next = next();
          DemoInstance one = next.instance();
          int context = 2 * List.of(classes).indexOf(one.sopClassUid()) + 1;
          connection.send(
              Wire.join(
                  Wire.data(context, Wire.LAST_COMMAND, storeRq(id & 0x7FFF, one)),
                  Wire.data(context, Wire.LAST_DATA, bytes(one))));
          Wire.usOf(connection.expectCommand(), 0x0900);
          next.left().countDown();
        }
      }
    }

    private static byte[] storeRq(int id, DemoInstance one) {
      return Wire.command(
          Wire.ui(0x0002, one.sopClassUid()),
          Wire.us(0x0100, 1),
          Wire.us(0x0110, id),
          Wire.us(0x0700, 0),
          Wire.us(0x0800, 1),
          Wire.ui(0x1000, one.sopInstanceUid()));
    }

    private Sending next() throws InterruptedException {
      synchronized (heap) {
        while (heap.isEmpty()) {
          heap.wait();
        }
        return heap.remove(random.nextInt(heap.size()));
      }
    }

    @Override
    public void close() {
      peer.close();
      senders.shutdownNow();
    }
  }
}
