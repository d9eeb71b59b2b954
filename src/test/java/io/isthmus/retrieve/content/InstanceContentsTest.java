package io.isthmus.retrieve.content;

import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Bench;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.SpooledInstance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class InstanceContentsTest {
  @TempDir private Path root;
  private final FakeArchive pacs = FakeArchive.named("main");
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    bench = new Bench(root, pacs);
  }

  @AfterEach
  void close() throws IOException {
    bench.close();
  }

  @Test
  void whatWasReadOfAnInstanceIsReadOnceWhileThereIsRoomForIt() throws Exception {
    HandMade image = HandMade.instance("1.1", pixels(64, 1));
    InstanceContents roomy = new InstanceContents(bench.spool(), 1 << 20);
    InstanceContents narrow = new InstanceContents(bench.spool(), 0);

    try (Retrieval retrieval = open(image)) {
      SpooledInstance instance = retrieval.next();
      assertThat(index(roomy, instance)).isSameAs(index(roomy, instance));
      assertThat(index(narrow, instance)).isNotSameAs(index(narrow, instance));
    }
  }

  @Test
  void aLargeHeaderWeighsMoreThanASmallOne() throws Exception {
    InstanceContents contents = new InstanceContents(bench.spool(), 1 << 20);
    HandMade.Encoder encoder = HandMade.begin("1.2", TransferSyntax.ExplicitVRLittleEndian);
    encoder.text(Tag.StudyDescription, "LO", "x".repeat(5_000));
    encoder.text(Tag.NumberOfFrames, "IS", "1000");
    HandMade large = HandMade.made("1.2", TransferSyntax.ExplicitVRLittleEndian, encoder);

    int small = weight(contents, HandMade.instance("1.1", pixels(64, 1)));

    assertThat(small).isBetween(200, 5_000);
    assertThat(weight(contents, large)).isGreaterThan(small + 5_000 + 8 * 1_000);
  }

  private int weight(InstanceContents contents, HandMade image) throws Exception {
    try (Retrieval retrieval = open(image)) {
      return index(contents, retrieval.next()).weight();
    }
  }

  private static InstanceIndex index(InstanceContents contents, SpooledInstance instance)
      throws IOException {
    try (InstanceContent content = contents.read(instance)) {
      return content.index();
    }
  }

  private Retrieval open(HandMade image) throws Exception {
    pacs.retrieving((scope, arrivals, cancellation) -> {
      try {
        image.arrive(arrivals, 4096);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      return new RetrieveOutcome(0x0000, 1, 0, 0, List.of());
    });
    return bench.open(RetrieveScope.instance(HandMade.STUDY, HandMade.SERIES, image.sop()));
  }
}
