package io.isthmus.retrieve.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InstanceSpoolTest {
  private static final Duration LONG = Duration.ofHours(1);

  @TempDir Path root;

  @Test
  @Requirement("SEC-14")
  void theDirectoryIsThisUsersAlone() throws IOException {
    Assumptions.assumeTrue(
        root.getFileSystem().supportedFileAttributeViews().contains("posix"),
        "the file system has no POSIX permissions");
    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      spool.create();
      assertThat(directories())
          .singleElement()
          .satisfies(directory ->
              assertThat(Files.getPosixFilePermissions(directory))
                  .isEqualTo(PosixFilePermissions.fromString("rwx------")));
    }
  }

  @Test
  @Requirement("SEC-14")
  void closingRemovesTheDirectory() throws IOException {
    InstanceSpool spool = open(100, Duration.ZERO);
    spool.create().append(bytes(10));

    spool.close();

    assertThat(directories()).isEmpty();
  }

  @Test
  void filesThatGoWhileTheSpoolIsClosedDoNotHinderIt() throws Exception {
    InstanceSpool spool = open(1 << 20, Duration.ZERO);
    List<SpoolFile> files = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      files.add(spool.create());
    }
    CountDownLatch begun = new CountDownLatch(1);
    Future<byte[]> releasing =
        SpoolFileTest.inThread(() -> {
          for (int i = files.size() - 1; i >= 0; i--) {
            files.get(i).release();
            begun.countDown();
          }
          return new byte[0];
        });
    begun.await();

    spool.close();

    releasing.get();
    assertThat(directories()).isEmpty();
    assertThat(spool.usage().files()).isZero();
  }

  @Test
  void noFileIsMadeWhileTheSpoolIsClosedOrAfterIt() throws Exception {
    InstanceSpool spool = open(1 << 20, Duration.ZERO);
    CountDownLatch begun = new CountDownLatch(1);
    Future<byte[]> making =
        SpoolFileTest.inThread(() -> {
          while (true) {
            spool.create();
            begun.countDown();
          }
        });
    begun.await();

    spool.close();
    spool.close();

    assertThatThrownBy(making::get)
        .hasCauseInstanceOf(IOException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(spool::create).isInstanceOf(IOException.class);
    assertThat(directories()).isEmpty();
  }

  @Test
  void aFileThatSomebodyElseHasRemovedOrCutOffIsDamaged() throws IOException {
    try (InstanceSpool spool = open(1000, Duration.ZERO)) {
      SpoolFile file = spool.create();
      file.append(bytes(100));
      file.complete();
      Path path = onlyFile();
      try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
        channel.truncate(50);
      }

      assertThatThrownBy(() -> SpoolFileTest.readAll(file, 100))
          .isInstanceOf(InstanceDamagedException.class);
      Files.delete(path);
      assertThatThrownBy(file::read).isInstanceOf(InstanceDamagedException.class);

      file.release();
      assertThatThrownBy(file::read)
          .isInstanceOf(InstanceBrokenException.class)
          .isNotInstanceOf(InstanceDamagedException.class);
      assertThat(spool.usage()).isEqualTo(new SpoolUsage(0, 1000, 0, 0, 0));
    }
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(path -> path.endsWith("1")).findFirst().orElseThrow();
    }
  }

  @Test
  void aDirectoryThatADeadProcessLeftBehindIsRemoved() throws IOException {
    Path dead = Files.createDirectories(root.resolve("spool-dead"));
    Files.createFile(dead.resolve("lock"));
    Files.writeString(dead.resolve("1"), "left behind");

    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      assertThat(spool.usage().files()).isZero();
      assertThat(dead).doesNotExist();
    }
  }

  @Test
  void aSpoolOpensBeforeWhatWasLeftBehindIsRemoved() throws IOException {
    Path dead = Files.createDirectories(root.resolve("spool-dead"));
    Files.createFile(dead.resolve("lock"));
    List<Runnable> later = new ArrayList<>();
    Executor cleaner = later::add;

    try (InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, 100, Duration.ZERO), cleaner)) {
      SpoolFile file = spool.create();
      assertThat(dead).exists();
      later.forEach(Runnable::run);
      assertThat(dead).doesNotExist();
      file.append(bytes(10));
      file.complete();
      assertThat(SpoolFileTest.readAll(file, 100)).isEqualTo(bytes(10).array());
    }
  }

  @Test
  void whatAProcessLeavesThatDiesWhileItMakesItsDirectoryIsRemoved() throws IOException {
    Path early = Files.createFile(root.resolve("opening-1"));
    Path late = Files.createFile(root.resolve("opening-2"));
    Path empty = Files.createDirectories(root.resolve("spool-2"));

    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      assertThat(spool.usage().files()).isZero();
      assertThat(List.of(early, late, empty)).noneMatch(Files::exists);
    }
    assertThat(directories()).isEmpty();
  }

  @Test
  void whatIsBeingMadeByAnotherProcessIsLeftAlone() throws IOException, InterruptedException {
    Path lock = Files.createFile(root.resolve("opening-1"));
    Path making = Files.createDirectories(root.resolve("spool-1"));
    Process holder = new ProcessBuilder(LockHolder.command(lock)).start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('L');
      open(100, Duration.ZERO).close();
      assertThat(List.of(lock, making)).allMatch(Files::exists);
    } finally {
      holder.destroyForcibly().waitFor();
    }
  }

  @Test
  void aDirectoryIsSomebodysUntilNothingIsLeftInIt() throws Exception {
    Path dead = Files.createDirectories(root.resolve("spool-dead"));
    Path lock = Files.createFile(dead.resolve("lock"));
    for (int i = 0; i < 3000; i++) {
      Files.createFile(dead.resolve(Integer.toString(i)));
    }
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> leftWithoutLock = executor.submit(() -> filesOnceGone(lock));
      open(100, Duration.ZERO).close();

      assertThat(leftWithoutLock.get(30, TimeUnit.SECONDS)).isZero();
    }
    assertThat(dead).doesNotExist();
  }

  private static int filesOnceGone(Path lock) {
    while (Files.exists(lock)) {
      Thread.onSpinWait();
    }
    String[] left = lock.getParent().toFile().list();
    return left == null ? 0 : left.length;
  }

  @Test
  void aDirectoryThatIsStillHeldIsLeftAlone() throws IOException {
    try (InstanceSpool first = open(100, Duration.ZERO)) {
      SpoolFile file = first.create();
      file.append(bytes(10));
      file.complete();

      try (InstanceSpool second = open(100, Duration.ZERO)) {
        assertThat(directories()).hasSize(2);
        assertThat(second.usage().files()).isZero();
      }

      assertThat(SpoolFileTest.readAll(file, 10)).hasSize(10);
    }
  }

  @Test
  void aDirectoryThatAnotherProcessHoldsIsLeftAlone() throws IOException, InterruptedException {
    Path held = Files.createDirectories(root.resolve("spool-held"));
    Path lock = Files.createFile(held.resolve("lock"));
    Process holder = new ProcessBuilder(LockHolder.command(lock)).start();
    try {
      assertThat(holder.getInputStream().read()).isEqualTo('L');
      open(100, Duration.ZERO).close();
      assertThat(held).exists();
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open(100, Duration.ZERO).close();
    assertThat(held).doesNotExist();
  }

  @Test
  void whatIsNoSpoolIsLeftAlone() throws IOException {
    Path other = Files.createDirectories(root.resolve("spool-of-thread"));
    Path file = Files.writeString(other.resolve("file"), "mine");
    Path sibling = Files.writeString(root.resolve("spool-list"), "mine too");

    open(100, Duration.ZERO).close();

    assertThat(file).exists();
    assertThat(sibling).exists();
  }

  @Test
  void roomIsReservedAsBytesCome() throws IOException {
    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      SpoolFile file = spool.create();
      file.append(bytes(30));
      file.append(bytes(20));
      assertThat(spool.usage()).isEqualTo(new SpoolUsage(50, 100, 1, 0, 0));

      file.fail("aborted");
      assertThat(spool.usage()).isEqualTo(new SpoolUsage(0, 100, 0, 0, 0));
    }
  }

  @Test
  @Requirement("DIM-34")
  void aWriterThatFindsNoRoomInTimeIsRefusedAndItsFileFails() throws IOException {
    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      SpoolFile kept = spool.create();
      kept.append(bytes(60));
      SpoolFile refused = spool.create();
      refused.append(bytes(40));

      assertThatThrownBy(() -> refused.append(bytes(1))).isInstanceOf(SpoolFullException.class);

      assertThat(refused.gone()).isTrue();
      assertThat(kept.growing()).isTrue();
      assertThat(spool.usage()).isEqualTo(new SpoolUsage(60, 100, 1, 0, 1));
    }
  }

  @Test
  void anInstanceLargerThanTheSpoolIsRefusedWithoutWaiting() throws IOException {
    try (InstanceSpool spool = open(100, LONG)) {
      SpoolFile file = spool.create();
      file.append(bytes(100));

      assertThatThrownBy(() -> file.append(bytes(1))).isInstanceOf(SpoolFullException.class);
    }
  }

  @Test
  void aWriterWaitsUntilAFileIsReleased() throws Exception {
    try (InstanceSpool spool = open(100, LONG)) {
      SpoolFile first = spool.create();
      first.append(bytes(100));
      first.complete();
      SpoolFile second = spool.create();
      Future<byte[]> writing = write(second, 50);
      awaitWaitingWriter(spool);

      first.release();

      writing.get();
      assertThat(spool.usage().bytes()).isEqualTo(50);
      assertThat(spool.usage().refusals()).isZero();
    }
  }

  @Test
  void aWriterGoesOnAtOnceWhereAKeeperFreesSomething() throws IOException {
    try (InstanceSpool spool = open(100, LONG)) {
      Deque<SpoolFile> kept = new ArrayDeque<>();
      spool.register(new Keeper(kept, new ArrayDeque<>()));
      for (int i = 0; i < 10; i++) {
        SpoolFile file = spool.create();
        file.append(bytes(40));
        file.complete();
        kept.add(file);
      }
      assertThat(kept).hasSize(2);
    }
  }

  @Test
  void aWaitingWriterLooksAgainWhenSomethingBecameReclaimable() throws Exception {
    try (InstanceSpool spool = open(100, LONG)) {
      Deque<SpoolFile> kept = new ArrayDeque<>();
      spool.register(new Keeper(kept, new ArrayDeque<>()));
      SpoolFile first = spool.create();
      first.append(bytes(100));
      first.complete();
      Future<byte[]> writing = write(spool.create(), 50);
      awaitWaitingWriter(spool);

      kept.add(first);
      spool.reclaimableChanged();

      writing.get();
      assertThat(first.gone()).isTrue();
    }
  }

  @Test
  void onlyWhenTheWaitIsOverDoStragglersLoseTheirFiles() throws IOException {
    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      SpoolFile wanted = spool.create();
      wanted.append(bytes(100));
      wanted.complete();
      spool.register(new Keeper(new ArrayDeque<>(), new ArrayDeque<>(List.of(wanted))));

      spool.create().append(bytes(50));

      assertThat(wanted.gone()).isTrue();
      assertThat(spool.usage().refusals()).isZero();
    }
  }

  @Test
  void aKeeperThatLeftIsNotAsked() throws IOException {
    try (InstanceSpool spool = open(100, Duration.ZERO)) {
      SpoolFile file = spool.create();
      file.append(bytes(100));
      file.complete();
      Keeper keeper = new Keeper(new ArrayDeque<>(List.of(file)), new ArrayDeque<>());
      spool.register(keeper);
      spool.unregister(keeper);

      assertThatThrownBy(() -> spool.create().append(bytes(1)))
          .isInstanceOf(SpoolFullException.class);
    }
  }

  @Test
  @Requirement("COM-11")
  void aWaitingWriterStopsWhenItsFileIsReleased() throws Exception {
    try (InstanceSpool spool = open(100, LONG)) {
      spool.create().append(bytes(100));
      SpoolFile unwanted = spool.create();
      Future<byte[]> writing = write(unwanted, 50);
      awaitWaitingWriter(spool);

      unwanted.release();
      spool.reclaimableChanged();

      assertThatThrownBy(writing::get).hasCauseInstanceOf(IOException.class);
      assertThat(spool.usage().bytes()).isEqualTo(100);
    }
  }

  @Test
  @Requirement("DIM-34")
  void aFullDiskFailsTheFileAndGivesItsRoomBack() throws IOException {
    Disk full = (path, options) -> FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE);
    Assumptions.assumeTrue(Files.exists(Path.of("/dev/full")), "there is no /dev/full");
    try (InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, 100, LONG), full)) {
      SpoolFile file = spool.create();

      assertThatThrownBy(() -> file.append(bytes(10)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("space");

      assertThat(file.gone()).isTrue();
      assertThat(spool.usage().bytes()).isZero();
    }
  }

  @Test
  @Requirement("DIM-34")
  void aDiskThatOthersHaveFilledIsAFullSpool() throws IOException {
    for (boolean encrypt : new boolean[] {false, true}) {
      SmallDisk disk = new SmallDisk(400_000);
      try (InstanceSpool spool =
          InstanceSpool.open(
              new InstanceSpool.Options(root, Long.MAX_VALUE, Duration.ZERO, encrypt), disk)) {
        Deque<SpoolFile> kept = new ArrayDeque<>();
        spool.register(new Keeper(kept, new ArrayDeque<>()));
        byte[] content = new byte[100_000];
        Arrays.fill(content, (byte) 7);
        for (int i = 0; i < 20; i++) {
          SpoolFile file = spool.create();
          file.append(ByteBuffer.wrap(content));
          file.complete();
          kept.add(file);
        }
        assertThat(kept).hasSizeBetween(3, 4);
        for (SpoolFile file : kept) {
          assertThat(SpoolFileTest.readAll(file, 4096)).isEqualTo(content);
        }

        SpoolFile tooLarge = spool.create();
        assertThatThrownBy(() -> tooLarge.append(bytes(500_000)))
            .isInstanceOf(SpoolFullException.class);
        assertThat(kept).isEmpty();
        assertThat(spool.usage().bytes()).isZero();
      }
    }
  }

  /** As where the bound is reached: readers that come on make room, and the PACS waits for that. */
  @Test
  @Requirement("DIM-34")
  void aWriterWaitsUntilAFullDiskHasRoom() throws Exception {
    for (boolean encrypt : new boolean[] {false, true}) {
      SmallDisk disk = new SmallDisk(400_000);
      try (InstanceSpool spool =
          InstanceSpool.open(
              new InstanceSpool.Options(root, Long.MAX_VALUE, LONG, encrypt), disk)) {
        SpoolFile read = spool.create();
        read.append(bytes(300_000));
        read.complete();
        SpoolFile waiting = spool.create();
        Future<byte[]> writing = write(waiting, 300_000);
        awaitWaitingWriter(spool);

        read.release();

        writing.get();
        waiting.complete();
        assertThat(SpoolFileTest.readAll(waiting, 4096)).isEqualTo(new byte[300_000]);
        assertThat(spool.usage().refusals()).isZero();
      }
    }
  }

  @Test
  void aWriterThatWaitsForAFullDiskStopsWhenNobodyWantsItsFile() throws Exception {
    SmallDisk disk = new SmallDisk(400_000);
    try (InstanceSpool spool =
        InstanceSpool.open(new InstanceSpool.Options(root, Long.MAX_VALUE, LONG), disk)) {
      SpoolFile read = spool.create();
      read.append(bytes(300_000));
      SpoolFile unwanted = spool.create();
      Future<byte[]> writing = write(unwanted, 300_000);
      awaitWaitingWriter(spool);

      unwanted.release();

      assertThatThrownBy(writing::get).hasCauseInstanceOf(IOException.class);
      assertThat(spool.usage().bytes()).isEqualTo(300_000);
    }
  }

  @Test
  void buffersAreUsedAgain() {
    DirectBuffers buffers = new DirectBuffers(16, 1);
    ByteBuffer first;
    try (DirectBuffers.Loan loan = buffers.borrow()) {
      first = loan.buffer();
      first.putInt(1);
    }
    try (DirectBuffers.Loan loan = buffers.borrow();
        DirectBuffers.Loan other = buffers.borrow()) {
      assertThat(loan.buffer()).isSameAs(first);
      assertThat(loan.buffer().remaining()).isEqualTo(16);
      assertThat(other.buffer()).isNotSameAs(first);
    }
  }

  @Test
  void aBufferGivenBackIsTheBorrowersNoLonger() {
    DirectBuffers.Loan loan = new DirectBuffers(16, 1).borrow();
    loan.close();
    loan.close();

    assertThatThrownBy(loan::buffer).isInstanceOf(IllegalStateException.class);
  }

  private InstanceSpool open(long maxBytes, Duration maxWait) throws IOException {
    return InstanceSpool.open(new InstanceSpool.Options(root, maxBytes, maxWait));
  }

  private List<Path> directories() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      return found.toList();
    }
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.wrap(new byte[count]);
  }

  private static Future<byte[]> write(SpoolFile file, int count) {
    return SpoolFileTest.inThread(() -> {
      file.append(bytes(count));
      return new byte[0];
    });
  }

  private static void awaitWaitingWriter(InstanceSpool spool) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (spool.usage().waitingWriters() == 0 && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(spool.usage().waitingWriters()).isEqualTo(1);
  }

  private record Keeper(Deque<SpoolFile> passed, Deque<SpoolFile> wanted) implements Reclaimable {
    @Override
    public boolean reclaim(long lacking) {
      return release(passed);
    }

    @Override
    public boolean reclaimFromStragglers(long lacking) {
      return release(wanted);
    }

    private static boolean release(Deque<SpoolFile> files) {
      SpoolFile file = files.poll();
      if (file == null) {
        return false;
      }
      file.release();
      return true;
    }
  }

  /** A process that holds a lock until it is killed. */
  static final class LockHolder {
    private LockHolder() {}

    static List<String> command(Path lock) {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "-cp",
          codeOf(LockHolder.class),
          LockHolder.class.getName(),
          lock.toString());
    }

    public static void main(String[] arguments) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        System.out.write(lock.isValid() ? 'L' : 'X');
        System.out.flush();
        while (System.in.read() >= 0) {
          Thread.onSpinWait();
        }
      }
    }

    private static String codeOf(Class<?> type) {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath()).toString();
    }
  }
}
