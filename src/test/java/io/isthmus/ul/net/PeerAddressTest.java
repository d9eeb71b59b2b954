package io.isthmus.ul.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeerAddressTest {
  @Test
  @Requirement("DIM-01")
  void onlyAnAeTitleOfTheStandardIsTaken() {
    assertThat(new PeerAddress("h", 104, "A TITLE_16 CHARS", "a")).isNotNull();
    for (String wrong : List.of("", "  ", "SEVENTEEN_LETTERS", "BACK\\SLASH", "LINE\n", "Ä")) {
      assertThatThrownBy(() -> new PeerAddress("h", 104, wrong, "ME"))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> new PeerAddress("h", 104, "PACS", wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
