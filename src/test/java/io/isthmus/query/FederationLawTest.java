package io.isthmus.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.archive.Archive;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Archives;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.Federation;
import io.isthmus.archive.FindOutcome;
import io.isthmus.archive.Profiles;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.query.QueryOptions.Order;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever two to five PACS hold, in whatever order they answer and fail: every record is the one
 * of the first PACS that has it, the order is that of the whole, and no failure is passed over.
 */
@Timeout(60)
@Requirement("DIM-45")
class FederationLawTest {
  private static final long SEED = 20_261_122;
  private static final int RUNS = 600;
  private static final int POOL = 25;

  /** What a PACS holds, by UID in its own order; it fails behind some of it, or never. */
  private record Member(String id, Map<String, DataSet> records, int failsBehind) {
    static Member random(String id, Random random) {
      Map<String, DataSet> records = new LinkedHashMap<>();
      List<Integer> numbers = new ArrayList<>(IntStream.range(1, POOL).boxed().toList());
      Collections.shuffle(numbers, random);
      for (int number : numbers.subList(0, random.nextInt(20))) {
        String uid = "1." + number;
        records.put(
            uid,
            DataSet.builder()
                .uid(Tag.StudyInstanceUID, uid)
                .text(Tag.StudyDate, "202401" + (10 + random.nextInt(10)))
                .text(Tag.PatientID, id + " " + uid)
                .text(Tag.AccessionNumber, id)
                .build());
      }
      boolean fails = random.nextInt(8) == 0;
      return new Member(id, records, fails ? random.nextInt(records.size() + 1) : -1);
    }
  }

  @Test
  void recordsAreNeverMixedAndFailuresNeverHidden() {
    int answered = 0;
    for (int run = 0; run < RUNS; run++) {
      Random random = new Random(SEED + run);
      List<Member> members =
          IntStream.range(0, 2 + random.nextInt(4))
              .mapToObj(i -> Member.random("pacs-" + i, random))
              .toList();
      answered += holds(members, random, "seed " + (SEED + run)) ? 1 : 0;
    }
    assertThat(answered).isBetween(RUNS / 2, RUNS - 1);
  }

  private static boolean holds(List<Member> members, Random random, String seed) {
    Set<String> reallyFailed = ConcurrentHashMap.newKeySet();
    boolean partial = random.nextBoolean();
    Order order = List.of(Order.AUTO, Order.PACS, Order.SORTED).get(random.nextInt(3));
    QueryOptions options =
        new QueryOptions(5 + random.nextInt(40), order, 5 + random.nextInt(40), 9, false, 9, 5);
    Searches search = Searches.of(SearchResource.STUDIES);
    long offset = random.nextInt(12);
    long limit = random.nextInt(20);
    SearchAnswer answer;
    try {
      answer =
          service(members, partial, options, random, reallyFailed)
              .search(Caller.LOCAL, "all", search.page(offset, limit).build(), new Cancellation());
    } catch (ArchiveException failed) {
      assertThat(reallyFailed).as(seed).contains(failed.failure().pacs());
      assertThat(!partial || reallyFailed.size() == members.size()).as(seed).isTrue();
      return false;
    } catch (TooManyMatchesException tooMany) {
      boolean unsorted = order == Order.SORTED && all(members) > options.orderCap();
      boolean far = offset >= options.maxResults() && largest(members) > options.maxResults();
      assertThat(unsorted || far).as(seed).isTrue();
      return false;
    }
    assertThat(answer.others().failed()).as(seed).isEqualTo(new TreeSet<>(reallyFailed));
    assertThat(partial || reallyFailed.isEmpty()).as(seed).isTrue();
    List<Member> answering =
        members.stream().filter(member -> !reallyFailed.contains(member.id)).toList();
    check(answer, answering, options, offset, limit, seed);
    return true;
  }

  private static int all(List<Member> members) {
    return members.stream().mapToInt(member -> member.records.size()).sum();
  }

  private static int largest(List<Member> members) {
    return members.stream().mapToInt(member -> member.records.size()).max().orElseThrow();
  }

  private static void check(
      SearchAnswer answer,
      List<Member> members,
      QueryOptions options,
      long offset,
      long limit,
      String seed) {
    Map<String, Member> first = new LinkedHashMap<>();
    members.forEach(
        member -> member.records.keySet().forEach(uid -> first.putIfAbsent(uid, member)));
    for (Found found : answer.found()) {
      String uid = found.record().string(Tag.StudyInstanceUID).orElseThrow();
      Member owner = first.get(uid);
      assertThat(found.pacs()).as(seed).isEqualTo(owner.id);
      DataSet held = owner.records.get(uid);
      for (int tag : List.of(Tag.StudyDate, Tag.PatientID, Tag.AccessionNumber)) {
        assertThat(found.record().string(tag)).as(seed).isEqualTo(held.string(tag));
      }
    }
    boolean sorted = options.order() != Order.PACS && first.size() <= options.orderCap();
    List<String> whole = new ArrayList<>(first.keySet());
    if (sorted) {
      whole.sort(newestFirst(first));
    }
    int from = (int) Math.min(offset, whole.size());
    int to = (int) Math.min(whole.size(), offset + Math.min(limit, options.maxResults()));
    List<String> page = whole.subList(from, to);
    List<String> given =
        answer.results().stream()
            .map(one -> one.string(Tag.StudyInstanceUID).orElseThrow())
            .toList();
    assertThat(page.subList(0, given.size())).as(seed).isEqualTo(given);
    assertThat(given.size() == page.size() || answer.more()).as(seed).isTrue();
    assertThat(answer.more()).as(seed).isEqualTo(from + given.size() < whole.size());
    if (sorted) {
      assertThat(given).as(seed).isEqualTo(page);
      assertThat(answer.remaining()).as(seed).isEqualTo(OptionalLong.of(whole.size() - to));
      assertThat(answer.others().alsoHolding()).as(seed).isEqualTo(alsoHolding(members, first));
    }
  }

  private static Set<String> alsoHolding(List<Member> members, Map<String, Member> first) {
    Set<String> also = new TreeSet<>();
    for (Member member : members) {
      if (member.records.keySet().stream().anyMatch(uid -> !first.get(uid).id.equals(member.id))) {
        also.add(member.id);
      }
    }
    return also;
  }

  private static Comparator<String> newestFirst(Map<String, Member> first) {
    return Comparator.comparing(
            (String uid) -> first.get(uid).records.get(uid).string(Tag.StudyDate).orElseThrow())
        .reversed()
        .thenComparing(Comparator.naturalOrder());
  }

  private static QueryService service(
      List<Member> members,
      boolean partial,
      QueryOptions options,
      Random random,
      Set<String> failed) {
    List<Member> inTurn = new ArrayList<>(members);
    Collections.shuffle(inTurn, random);
    Map<String, CountDownLatch> ends = new HashMap<>();
    members.forEach(member -> ends.put(member.id, new CountDownLatch(1)));
    List<Archive> archives = new ArrayList<>();
    for (Member member : members) {
      int turn = inTurn.indexOf(member);
      CountDownLatch before = turn == 0 ? new CountDownLatch(0) : ends.get(inTurn.get(turn - 1).id);
      CountDownLatch end = ends.get(member.id);
      archives.add(
          FakeArchive.named(member.id)
              .finding((request, matches, cancellation) -> {
                try {
                  before.await();
                  return answer(member, matches, failed);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                } finally {
                  end.countDown();
                }
              }));
    }
    List<String> ids = members.stream().map(Member::id).toList();
    return new QueryService(
        new Archives(archives, "all", Optional.of(new Federation("all", ids, partial))),
        Profiles.none(),
        Access.OPEN,
        options,
        Thread.ofVirtual()::start,
        Clock.systemUTC());
  }

  private static FindOutcome answer(Member member, Archive.Matches matches, Set<String> failed)
      throws ArchiveException {
    int sent = 0;
    for (DataSet record : member.records.values()) {
      failIfDue(member, sent++, failed);
      if (!matches.accept(record)) {
        return new FindOutcome(false, false);
      }
    }
    failIfDue(member, sent, failed);
    return new FindOutcome(true, false);
  }

  private static void failIfDue(Member member, int sent, Set<String> failed)
      throws ArchiveException {
    if (sent == member.failsBehind) {
      failed.add(member.id);
      throw new ArchiveException(new ArchiveFailure.Broken(member.id, "broke off"));
    }
  }
}
