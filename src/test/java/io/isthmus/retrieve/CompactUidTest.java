package io.isthmus.retrieve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactUidTest {
  private static final long SEED = 1_000_000;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "1.2.840.10008.1.1",
        "2.25.340282366920938463463374607431768211455",
        "1234567890.23456789.1234567890.23456789.1234567890.23456789.123",
        "1234567890.23456789.1234567890.23456789.1234567890.23456789.1234",
        "1234567890.23456789.1234567890.23456789.1234567890.23456789.12345",
        "1.2.x",
        "1.2\0",
        "1.2 ",
        "1\u0661"
      })
  void anyUidIsGivenBackAsItCame(String uid) {
    assertThat(CompactUid.of(uid)).hasToString(uid).isEqualTo(CompactUid.of(new String(uid)));
  }

  /** Law: two are equal exactly where their UIDs are. */
  @Test
  void noTwoUidsBecomeOne() {
    Random random = new Random(SEED);
    Map<CompactUid, String> found = new HashMap<>();
    Set<String> uids = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      StringBuilder uid = new StringBuilder();
      int length = random.nextInt(66);
      while (uid.length() < length) {
        uid.append("0123456789..".charAt(random.nextInt(random.nextInt(1, 13))));
      }
      uids.add(uid.toString());
      found.put(CompactUid.of(uid.toString()), uid.toString());
    }
    assertThat(found).hasSameSizeAs(uids);
    found.forEach((compact, uid) -> assertThat(compact).hasToString(uid));
  }
}
