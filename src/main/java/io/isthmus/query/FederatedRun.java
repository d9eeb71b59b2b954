package io.isthmus.query;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.query.SearchAnswer.Notice;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs a search at all members of a federation, side by side. What they find is collected in the
 * order in which they are configured, so that the answer does not depend on who is quicker.
 */
final class FederatedRun {
  private final List<PacsSearched> members;
  private final boolean partial;
  private final int mostOfEach;
  private final Search search;
  private final SideBySide sideBySide;
  private final Set<Notice> notices = EnumSet.noneOf(Notice.class);
  private final SortedSet<String> failed = new TreeSet<>();
  private @Nullable ArchiveException firstFailure;

  /**
   * Prepares a run.
   *
   * @param partial whether the members that answer are enough
   * @param mostOfEach matches of one member, beyond which it is not asked on
   */
  FederatedRun(
      List<PacsSearched> members,
      boolean partial,
      int mostOfEach,
      Search search,
      SideBySide sideBySide) {
    this.members = members;
    this.partial = partial;
    this.mostOfEach = mostOfEach;
    this.search = search;
    this.sideBySide = sideBySide;
  }

  /** What a member answered. */
  private record Answer(
      String pacs, Buffer buffer, Set<Notice> notices, Optional<ArchiveException> failure) {}

  /**
   * Puts the matches of all members into what is collected.
   *
   * @throws ArchiveException when a member fails and those that answer are not enough, or none does
   * @throws TooManyMatchesException when the page lies behind what can be put in order
   */
  void into(Collected collected, Cancellation cancellation) throws ArchiveException {
    List<Answer> answers = new ArrayList<>();
    sideBySide.each(members, this::ask, answer -> take(answer, answers), cancellation);
    if (firstFailure != null && failed.size() == members.size()) {
      throw firstFailure;
    }
    for (Answer answer : answers) {
      Matches matches = collected.of(answer.pacs);
      answer.buffer.into(matches);
      if (answer.buffer.isCut()) {
        if (collected.endsBeforePage()) {
          throw new TooManyMatchesException(mostOfEach - 1);
        }
        // What the members behind have comes after matches that were not read.
        return;
      }
    }
  }

  /** What of the search was not done by all members. */
  Set<Notice> notices() {
    return notices;
  }

  /** The members that did not answer. */
  SortedSet<String> failed() {
    return failed;
  }

  private Answer ask(PacsSearched member, Cancellation cancellation) {
    String pacs = member.archive().id();
    Buffer buffer = new Buffer(mostOfEach);
    try {
      Set<Notice> notDone = new SearchRun(member).run(search, buffer, cancellation);
      return new Answer(pacs, buffer, notDone, Optional.empty());
    } catch (ArchiveException failure) {
      return new Answer(pacs, new Buffer(1), Set.of(), Optional.of(failure));
    }
  }

  private boolean take(Answer answer, List<Answer> answers) throws ArchiveException {
    if (answer.failure.isPresent()) {
      if (!partial) {
        throw answer.failure.get();
      }
      failed.add(answer.pacs);
      firstFailure = firstFailure == null ? answer.failure.get() : firstFailure;
      return true;
    }
    notices.addAll(answer.notices);
    return answers.add(answer);
  }
}
