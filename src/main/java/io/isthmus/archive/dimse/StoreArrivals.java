package io.isthmus.archive.dimse;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Hands the instances of C-STORE requests to who waits for them (DIM-34). */
final class StoreArrivals implements StoreHandler {
  private final Arrivals arrivals;

  StoreArrivals(Arrivals arrivals) {
    this.arrivals = arrivals;
  }

  @Override
  public DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    Arrival arrival =
        arrivals.begin(
            new ArrivingInstance(
                request.sopClassUid(), request.sopInstanceUid(), request.transferSyntax()));
    try {
      for (ByteBuffer bytes = next(data, arrival); bytes != null; bytes = next(data, arrival)) {
        arrival.append(bytes);
      }
      arrival.complete();
      return DimseStatus.SUCCESS;
    } catch (MalformedDicomException malformed) {
      return DimseStatus.CANNOT_UNDERSTAND;
    }
  }

  private static @Nullable ByteBuffer next(DataStream data, Arrival arrival) throws IOException {
    try {
      return data.next();
    } catch (IOException | RuntimeException lost) {
      arrival.fail("the association ended within the instance");
      throw lost;
    }
  }
}
