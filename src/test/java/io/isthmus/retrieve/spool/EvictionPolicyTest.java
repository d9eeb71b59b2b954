package io.isthmus.retrieve.spool;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.retrieve.spool.EvictionPolicy.Candidate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionPolicyTest {

  @ParameterizedTest(name = "{0} for {1} of {2}: {3}")
  @CsvSource(
      delimiter = ';',
      value = {
        // name:bytes:last used; wanted; capacity; chosen in their order
        "a:10:1 b:10:2 c:10:3; 10; 100; a",
        "c:10:3 b:10:2 a:10:1; 10; 100; a",
        "a:10:1 b:10:2 c:10:3; 11; 100; a b",
        "a:10:1 b:10:2 c:10:3; 30; 100; a b c",
        "a:10:1 b:10:2; 50; 100; a b",
        "a:0:1 b:10:2; 5; 100; b",
        "a:0:1; 5; 100; ''",
        // A share of the capacity at once, so that not every fragment has to ask.
        "a:10:1 b:10:2 c:10:3; 1; 1280; a b",
      })
  void whatWasNotUsedForTheLongestTimeGoesFirst(
      String candidates, long wanted, long capacity, String chosen) {
    List<Candidate<String>> all =
        Arrays.stream(candidates.split(" ", -1))
            .map(one -> one.split(":", -1))
            .map(one -> new Candidate<>(one[0], Long.parseLong(one[1]), Long.parseLong(one[2])))
            .toList();

    assertThat(String.join(" ", EvictionPolicy.choose(all, wanted, capacity))).isEqualTo(chosen);
  }
}
