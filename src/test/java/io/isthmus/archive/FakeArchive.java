package io.isthmus.archive;

import io.isthmus.dicom.data.DataSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A PACS that does what the test says. Without a script it holds nothing. Remembers what it was
 * asked. Thread safe as far as its scripts are.
 */
public final class FakeArchive implements Archive {
  private final String id;
  private final List<FindRequest> finds = new CopyOnWriteArrayList<>();
  private final List<RetrieveScope> retrieves = new CopyOnWriteArrayList<>();
  private volatile int inUse;
  private volatile int maxAssociations = 4;
  private volatile FindScript find =
      (request, matches, cancellation) -> new FindOutcome(true, false);
  private volatile Optional<RetrieveScript> describe = Optional.empty();
  private final List<List<Integer>> frameRetrieves = new CopyOnWriteArrayList<>();
  private volatile Optional<RetrieveScript> frames = Optional.empty();
  private volatile RetrieveScript retrieve =
      (scope, arrivals, cancellation) -> new RetrieveOutcome(0x0000, 0, 0, 0, List.of());

  private FakeArchive(String id) {
    this.id = id;
  }

  /** What a search does. */
  @FunctionalInterface
  public interface FindScript {
    FindOutcome run(FindRequest request, Matches matches, Cancellation cancellation)
        throws ArchiveException;
  }

  /** What a retrieve does; it runs on the thread that asked. */
  @FunctionalInterface
  public interface RetrieveScript {
    RetrieveOutcome run(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
        throws ArchiveException;
  }

  public static FakeArchive named(String id) {
    return new FakeArchive(id);
  }

  /** The archives of a gateway that has this one alone. */
  public Archives alone() {
    return new Archives(List.of(this), id);
  }

  public FakeArchive finding(FindScript script) {
    find = script;
    return this;
  }

  /** Every search has these matches, whatever its keys, until the receiver stops it. */
  public FakeArchive matching(DataSet... found) {
    return finding((request, matches, cancellation) -> {
      for (DataSet match : found) {
        if (cancellation.cancelled() || !matches.accept(match)) {
          return new FindOutcome(false, false);
        }
      }
      return new FindOutcome(true, false);
    });
  }

  public FakeArchive retrieving(RetrieveScript script) {
    retrieve = script;
    return this;
  }

  /** It offers instances without their bulk data. */
  public FakeArchive describing(RetrieveScript script) {
    describe = Optional.of(script);
    return this;
  }

  /** It offers frames by themselves. */
  public FakeArchive extracting(RetrieveScript script) {
    frames = Optional.of(script);
    return this;
  }

  /** What it says of its associations. */
  public FakeArchive using(int associations, int most) {
    inUse = associations;
    maxAssociations = most;
    return this;
  }

  /** Everything fails in this way. */
  public FakeArchive failing(ArchiveFailure failure) {
    finding((request, matches, cancellation) -> {
      throw new ArchiveException(failure);
    });
    return retrieving((scope, arrivals, cancellation) -> {
      throw new ArchiveException(failure);
    });
  }

  /** The searches so far, in their order. */
  public List<FindRequest> finds() {
    return List.copyOf(finds);
  }

  /** The retrieves so far, in their order. */
  public List<RetrieveScope> retrieves() {
    return List.copyOf(retrieves);
  }

  /** The frames that were asked for by themselves so far. */
  public List<List<Integer>> frameRetrieves() {
    return List.copyOf(frameRetrieves);
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation)
      throws ArchiveException {
    finds.add(request);
    return find.run(request, matches, cancellation);
  }

  @Override
  public RetrieveOutcome retrieve(RetrieveScope scope, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    retrieves.add(scope);
    return retrieve.run(scope, arrivals, cancellation);
  }

  @Override
  public RetrieveOutcome retrieveWithoutBulkData(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) throws ArchiveException {
    return describe.isPresent()
        ? describe.get().run(scope, arrivals, cancellation)
        : Archive.super.retrieveWithoutBulkData(scope, arrivals, cancellation);
  }

  @Override
  public RetrieveOutcome retrieveFrames(
      RetrieveScope instance, List<Integer> numbers, Arrivals arrivals, Cancellation cancellation)
      throws ArchiveException {
    frameRetrieves.add(numbers);
    return frames.isPresent()
        ? frames.get().run(instance, arrivals, cancellation)
        : Archive.super.retrieveFrames(instance, numbers, arrivals, cancellation);
  }

  @Override
  public void echo() {}

  @Override
  public ArchiveState state() {
    return new ArchiveState(
        id, Optional.empty(), Optional.empty(), Optional.empty(), inUse, 0, maxAssociations);
  }
}
