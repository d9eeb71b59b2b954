package io.isthmus.retrieve;

import static io.isthmus.retrieve.HandMade.STUDY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.spool.InstanceDamagedException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else changes the files of the spool. */
@Timeout(60)
class DamagedInstanceTest {
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);
  private static final HandMade ONE = instance("1.1");
  private static final HandMade OTHER = instance("1.2");

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");

  private interface Damage {
    void to(Path file) throws IOException;
  }

  @Test
  void anInstanceThatWasCutOffIsRetrievedAnewAfterItFailedOnce() throws Exception {
    isRetrievedAnewAfter(file -> {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.truncate(50);
      }
    });
  }

  @Test
  void anInstanceThatWasRemovedIsRetrievedAnewAfterItFailedOnce() throws Exception {
    isRetrievedAnewAfter(Files::delete);
  }

  private void isRetrievedAnewAfter(Damage damage) throws Exception {
    pacs.finding(Finds.of("A", ONE, OTHER));
    pacs.retrieving(Scripts.sendingTheAsked(ONE, OTHER));
    try (Bench bench = new Bench(root, pacs)) {
      assertThat(read(bench)).containsExactly(ONE, OTHER);
      bench.awaitQuiet();
      Path first = files().getFirst();
      damage.to(first);
      assertThatThrownBy(() -> read(bench)).isInstanceOf(InstanceDamagedException.class);
      assertThat(first).doesNotExist();
      assertThat(read(bench)).containsExactlyInAnyOrder(ONE, OTHER);
      assertThat(bench.bytesInUse()).isZero();
    }
    assertThat(pacs.retrieves()).hasSize(2);
    assertThat(pacs.retrieves().getLast().sopInstanceUids()).hasSize(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> below = Files.walk(root)) {
      return below
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() > 50)
          .sorted()
          .toList();
    }
  }

  private static List<HandMade> read(Bench bench) throws Exception {
    try (Retrieval retrieval = bench.open(ALL)) {
      return Bench.readAll(retrieval);
    }
  }

  private static HandMade instance(String sop) {
    return HandMade.instance(sop, HandMade.pixels(100, 1));
  }
}
