package io.isthmus.retrieve.metadata;

import static io.isthmus.retrieve.HandMade.STUDY;
import static io.isthmus.retrieve.HandMade.pixels;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.HandClock;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Bench;
import io.isthmus.retrieve.Finds;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.Scripts;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Metadata that were made once and are given again, and when they are not. */
@Timeout(30)
class MetadataStoreTest {
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final RetrieveScope ALL = RetrieveScope.study(STUDY);

  @TempDir Path root;
  private final FakeArchive pacs = FakeArchive.named("main");
  private final Counting store = new Counting();

  private static HandMade named(String sop, int number, String name) {
    HandMade.Encoder encoder = HandMade.begin(sop, EXPLICIT);
    encoder.text(Tag.PatientName, "PN", name);
    encoder.text(Tag.InstanceNumber, "IS", Integer.toString(number));
    encoder.element(Tag.PixelData, "OW", pixels(100, number));
    return HandMade.made(sop, EXPLICIT, encoder);
  }

  private void has(String patient, HandMade... instances) {
    pacs.finding(Finds.of(patient, instances)).retrieving(Scripts.sending(instances));
  }

  @Test
  void whatIsHeldIsDescribedOnceForEachAddressAndFormat() throws Exception {
    has("1", named("1.2", 2, "Two"), named("1.1", 1, "One"));
    try (Bench bench = new Bench(root, pacs)) {
      String first = metadata(bench, MetadataFormat.JSON, "http://a", false);
      assertThat(first).containsSubsequence("One", "Two");
      assertThat(store.puts).isEqualTo(2);

      assertThat(metadata(bench, MetadataFormat.JSON, "http://a", false)).isEqualTo(first);
      assertThat(store.puts).isEqualTo(2);

      assertThat(metadata(bench, MetadataFormat.JSON, "http://b", false)).contains("http://b");
      assertThat(metadata(bench, MetadataFormat.XML, "http://a", false)).doesNotContain("vr\":");
      assertThat(store.puts).isEqualTo(6);
    }
  }

  @Test
  void whatAStudyWasBeforeItWasCorrectedIsGivenToNobody() throws Exception {
    has("1", named("1.1", 1, "Wrong"));
    HandClock clock = new HandClock();
    try (Bench bench = bench(clock)) {
      assertThat(metadata(bench, MetadataFormat.JSON, "http://a", false)).contains("Wrong");
      bench.awaitQuiet();
      clock.advance(Duration.ofMillis(1));
      has("2", named("1.1", 1, "Right"));
      assertThat(metadata(bench, MetadataFormat.JSON, "http://a", true))
          .contains("Right")
          .doesNotContain("Wrong");
    }
  }

  private Bench bench(HandClock clock) throws IOException {
    return new Bench(
        pacs,
        Access.OPEN,
        new InstanceSpool.Options(root, 1 << 20, Duration.ofHours(1)),
        RetrieveOptions.DEFAULT,
        clock);
  }

  @Test
  void whateverKeepsMetadataFromBeingCollectedLeavesNoFile() throws Exception {
    has("1", named("1.1", 1, "Name"));
    try (Bench bench = new Bench(root, pacs);
        Retrieval retrieval = bench.open(ALL)) {
      assertThatThrownBy(() ->
              MetadataView.collect(
                  retrieval,
                  bench.spool(),
                  store,
                  MetadataFormat.JSON,
                  one -> {
                    throw new OutOfMemoryError("of this test");
                  }))
          .isInstanceOf(OutOfMemoryError.class);
      assertThat(bench.spool().usage().files()).isEqualTo(1);
    }
  }

  @Test
  void noMoreIsKeptThanThereIsRoomFor() throws Exception {
    HandMade[] many = new HandMade[50];
    for (int i = 0; i < many.length; i++) {
      many[i] = named("1." + (i + 1), i, "Name");
    }
    has("1", many);
    CaffeineMetadataStore small = new CaffeineMetadataStore(5_000);
    try (Bench bench = new Bench(root, pacs)) {
      String first = metadata(bench, small, "http://a");
      assertThat(metadata(bench, small, "http://a")).isEqualTo(first);
    }
  }

  private String metadata(Bench bench, MetadataFormat format, String base, boolean anew)
      throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.service().openToDescribe(Caller.LOCAL, "main", ALL, anew)) {
      return written(retrieval, bench, store, format, base);
    }
  }

  private static String metadata(Bench bench, MetadataStore store, String base)
      throws ArchiveException, IOException {
    try (Retrieval retrieval = bench.open(ALL)) {
      return written(retrieval, bench, store, MetadataFormat.JSON, base);
    }
  }

  private static String written(
      Retrieval retrieval, Bench bench, MetadataStore store, MetadataFormat format, String base)
      throws ArchiveException, IOException {
    try (MetadataView view =
        MetadataView.collect(
            retrieval, bench.spool(), store, format, one -> base + "/" + one.sopInstanceUid())) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      List<Long> lengths = new ArrayList<>();
      switch (format) {
        case JSON, JSON_OF_FINITE -> {
          view.write(out);
          lengths.add(view.length());
        }
        case XML -> view.write(out, (address, length) -> lengths.add(length));
      }
      assertThat(lengths.stream().mapToLong(Long::longValue).sum()).isEqualTo(out.size());
      return out.toString(StandardCharsets.UTF_8);
    }
  }

  /** Keeps everything. */
  private static final class Counting implements MetadataStore {
    private final Map<Key, Description> kept = new HashMap<>();
    private int puts;

    @Override
    public Optional<Description> find(Key key) {
      return Optional.ofNullable(kept.get(key));
    }

    @Override
    public void put(Key key, Description description) {
      puts++;
      kept.put(key, description);
    }
  }
}
