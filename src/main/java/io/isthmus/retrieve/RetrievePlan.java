package io.isthmus.retrieve;

import io.isthmus.archive.RetrieveScope;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to do next for a request, decided from what is known; does nothing itself. */
sealed interface RetrievePlan {

  /** Everything is here and lately confirmed. */
  record Serve() implements RetrievePlan {}

  /** All that can be had is here: a retrieve lately ended partial. */
  record ServePart(Shortfall shortfall) implements RetrievePlan {}

  /** Something is here; the PACS must say whether it is still true. */
  record Confirm() implements RetrievePlan {}

  /** Something is here; the PACS must say which instances there are. */
  record AskUids() implements RetrievePlan {}

  /** Give what is here and retrieve these, one after the other. */
  record Retrieve(List<RetrieveScope> scopes) implements RetrievePlan {}

  /** Only descriptions are wanted, and the PACS gives them without bulk data (PS3.4 Z). */
  record WithoutBulkData() implements RetrievePlan {}

  /**
   * What is known.
   *
   * @param known what is here of the study
   * @param listing what the PACS says that there is, once it was asked
   * @param descriptionsOnly whether bulk data are not wanted and the PACS can leave them out
   */
  record Situation(
      RetrieveScope asked, Known known, Optional<Listing> listing, boolean descriptionsOnly) {}

  /**
   * What is here.
   *
   * @param studyHeld whether anything of the study is
   * @param fresh whether the PACS was asked about the study lately
   * @param held the SOP Instance UIDs that are here of what is asked
   * @param certain whether the PACS has what is held, as far as it was asked
   * @param complete whether they are all that the PACS has
   * @param shortfall of the last retrieve of the same scope, if it is remembered
   */
  record Known(
      boolean studyHeld,
      boolean fresh,
      Set<String> held,
      boolean certain,
      boolean complete,
      Optional<Shortfall> shortfall) {

    /** The same, of which only these are given: that is all only if nothing more is held. */
    Known giving(Set<String> given) {
      boolean all = given.containsAll(held);
      return new Known(
          studyHeld, fresh, given, certain, complete && all, all ? shortfall : Optional.empty());
    }
  }

  /** Decides. */
  static RetrievePlan of(Situation now) {
    Known known = now.known();
    if (known.fresh() && known.complete()) {
      return new Serve();
    }
    if (known.fresh() && known.shortfall().isPresent()) {
      return new ServePart(known.shortfall().get());
    }
    if (known.studyHeld() && !known.fresh()) {
      return new Confirm();
    }
    if (now.descriptionsOnly() && known.held().isEmpty()) {
      return new WithoutBulkData();
    }
    return retrieval(now);
  }

  private static RetrievePlan retrieval(Situation now) {
    RetrieveScope asked = now.asked();
    Set<String> held = now.known().held();
    if (held.isEmpty()) {
      return new Retrieve(List.of(asked));
    }
    if (!now.known().certain() && now.listing().isEmpty()) {
      return new AskUids();
    }
    if (asked.seriesInstanceUid().isPresent() && !asked.sopInstanceUids().isEmpty()) {
      List<String> lacking =
          asked.sopInstanceUids().stream().filter(uid -> !held.contains(uid)).toList();
      return lacking.isEmpty()
          ? new Serve()
          : new Retrieve(
              Listing.parts(asked.studyInstanceUid(), asked.seriesInstanceUid().get(), lacking));
    }
    if (now.listing().isEmpty()) {
      return new AskUids();
    }
    List<RetrieveScope> missing = now.listing().get().missing(asked, held);
    return missing.isEmpty() ? new Serve() : new Retrieve(missing);
  }
}
