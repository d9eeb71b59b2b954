package io.isthmus.archive;

/** A PACS of which only its state is asked. */
public record ObservedArchive(ArchiveState state) implements Archive {
  @Override
  public String id() {
    return state.id();
  }

  @Override
  public FindOutcome find(FindRequest request, Matches matches, Cancellation cancellation) {
    throw new AssertionError("nothing may be asked");
  }

  @Override
  public RetrieveOutcome retrieve(
      RetrieveScope scope, Arrivals arrivals, Cancellation cancellation) {
    throw new AssertionError("nothing may be asked");
  }

  @Override
  public void echo() {
    throw new AssertionError("nothing may be asked");
  }
}
