package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.Arrival;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What a sender is told of an instance, and what becomes of one that does not end. */
class StoreArrivalsTest {
  private static final Sent SENT = new Sent("1.2", "1.2.1", "1.2.1.1");

  @Test
  @Requirement("DIM-34")
  void anInstanceThatBreaksOffIsGivenUpAndNotTakenForAWholeOne() {
    Kept kept = new Kept();
    DataStream whole = SENT.data(16);
    DataStream broken =
        () -> {
          ByteBuffer next = whole.next();
          if (next == null) {
            throw new IOException("connection reset");
          }
          return next;
        };

    assertThatThrownBy(() -> new StoreArrivals(kept).store(SENT.request("PACS", "::1"), broken))
        .isInstanceOf(IOException.class);
    assertThat(kept.failed()).containsExactly("1.2.1.1");
    assertThat(kept.uids()).isEmpty();
  }

  @Test
  @Requirement("DIM-34")
  void successIsToldWhenAllOfItIsTaken() throws IOException {
    Kept kept = new Kept();

    assertThat(new StoreArrivals(kept).store(SENT.request("PACS", "::1"), SENT.data(16)))
        .isEqualTo(DimseStatus.SUCCESS);
    assertThat(kept.whole().get("1.2.1.1")).isEqualTo(SENT.bytes());
  }

  @Test
  @Requirement("DIM-34")
  void whatIsNoDataSetIsNotUnderstood() throws IOException {
    Arrival reading =
        new Arrival() {
          @Override
          public void append(ByteBuffer fragment) throws IOException {
            throw new MalformedDicomException("no data set", 0, Tag.SOPInstanceUID);
          }

          @Override
          public void complete() {}

          @Override
          public void fail(String reason) {}
        };

    assertThat(
            new StoreArrivals(instance -> reading)
                .store(SENT.request("PACS", "::1"), SENT.data(16)))
        .isEqualTo(DimseStatus.CANNOT_UNDERSTAND);
  }
}
