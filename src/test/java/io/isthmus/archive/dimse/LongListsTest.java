package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A list of more UIDs than one retrieve names, and what comes of its parts together. */
class LongListsTest {
  private static final RetrieveScope LIST =
      RetrieveScope.instances(
          "1.2", "1.2.3", IntStream.rangeClosed(1, 1001).mapToObj(i -> "1.2.3." + i).toList());
  private static final List<String> UIDS = LIST.sopInstanceUids();

  private static ArchiveException notFound() {
    return new ArchiveException(new ArchiveFailure.NotFound("pacs", "nothing matches the UIDs"));
  }

  private static RetrieveOutcome whole(RetrieveScope part) {
    return new RetrieveOutcome(0x0000, part.sopInstanceUids().size(), 0, 0, List.of());
  }

  @Test
  @Requirement("DIM-24")
  void eachUidIsAskedForOnceInItsOwnSeries() throws ArchiveException {
    List<RetrieveScope> parts = new ArrayList<>();

    RetrieveOutcome outcome =
        LongLists.retrieve(
            LIST,
            part -> {
              parts.add(part);
              return whole(part);
            });

    assertThat(parts)
        .extracting(part -> part.sopInstanceUids().size())
        .containsExactly(500, 500, 1);
    assertThat(parts)
        .flatExtracting(RetrieveScope::sopInstanceUids)
        .containsExactlyElementsOf(UIDS);
    assertThat(parts)
        .allMatch(part -> part.studyInstanceUid().equals("1.2"))
        .allMatch(part -> part.seriesInstanceUid().filter("1.2.3"::equals).isPresent());
    assertThat(outcome).isEqualTo(new RetrieveOutcome(0x0000, 1001, 0, 0, List.of()));
  }

  @Test
  @Requirement({"DIM-24", "DIM-32"})
  void whatFailedInAnyPartHasFailed() throws ArchiveException {
    RetrieveOutcome outcome =
        LongLists.retrieve(
            LIST,
            part ->
                part.sopInstanceUids().size() < 500
                    ? whole(part)
                    : new RetrieveOutcome(
                        0xB000, 497, 2, 1, List.of(part.sopInstanceUids().getFirst())));

    assertThat(outcome)
        .isEqualTo(new RetrieveOutcome(0xB000, 995, 4, 2, List.of(UIDS.get(0), UIDS.get(500))));
    assertThat(outcome.complete()).isFalse();
  }

  @Test
  @Requirement("DIM-25")
  void aPartOfWhichNothingIsThereIsNoFailureOfTheOthers() throws ArchiveException {
    RetrieveOutcome outcome =
        LongLists.retrieve(
            LIST,
            part -> {
              if (part.sopInstanceUids().contains(UIDS.get(500))) {
                throw notFound();
              }
              return whole(part);
            });

    assertThat(outcome.completed()).isEqualTo(501);
    ArchiveException notFound = notFound();
    assertThatThrownBy(() ->
            LongLists.retrieve(
                LIST,
                part -> {
                  throw notFound;
                }))
        .isSameAs(notFound);
  }
}
