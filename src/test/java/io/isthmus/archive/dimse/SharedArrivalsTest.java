package io.isthmus.archive.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One instance for several who asked for it, some of whom cannot take it. */
class SharedArrivalsTest {
  private static final ArrivingInstance INSTANCE =
      new ArrivingInstance(SopClass.CTImageStorage, "1.2.3", TransferSyntax.ExplicitVRLittleEndian);

  /** Notes what is done with it, and fails at one of those. */
  private record Taker(String failsAt, List<String> done) implements Arrivals {
    Taker(String failsAt) {
      this(failsAt, new ArrayList<>());
    }

    private void note(String what) throws IOException {
      done.add(what);
      if (what.equals(failsAt)) {
        throw new IOException("no room");
      }
    }

    @Override
    public Arrival begin(ArrivingInstance instance) throws IOException {
      note("begin");
      return new Arrival() {
        @Override
        public void append(ByteBuffer fragment) throws IOException {
          note("append " + fragment.remaining());
        }

        @Override
        public void complete() throws IOException {
          note("complete");
        }

        @Override
        public void fail(String reason) {
          done.add("fail");
        }
      };
    }
  }

  private static void bring(Taker... takers) throws IOException {
    Arrival arrival = new SharedArrivals(List.of(takers)).begin(INSTANCE);
    arrival.append(ByteBuffer.allocate(3));
    arrival.append(ByteBuffer.allocate(4));
    arrival.complete();
  }

  @Test
  @Requirement("DIM-30")
  void whoCannotTakeItDropsOutAndLeavesTheOthersAlone() throws IOException {
    Taker whole = new Taker("never");
    Taker atBegin = new Taker("begin");
    Taker within = new Taker("append 3");
    Taker atEnd = new Taker("complete");

    bring(atBegin, within, whole, atEnd);

    assertThat(whole.done()).containsExactly("begin", "append 3", "append 4", "complete");
    assertThat(atBegin.done()).containsExactly("begin");
    assertThat(within.done()).containsExactly("begin", "append 3");
    assertThat(atEnd.done()).isEqualTo(whole.done());
  }

  @Test
  @Requirement("DIM-34")
  void itFailsAsSoonAsNobodyIsLeft() {
    for (String last : List.of("begin", "append 3", "append 4", "complete")) {
      Taker first = new Taker("begin");
      Taker second = new Taker(last);

      assertThatThrownBy(() -> bring(first, second)).isInstanceOf(IOException.class);

      assertThat(second.done()).endsWith(last);
    }
  }
}
