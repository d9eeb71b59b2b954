package io.isthmus.dimse.scp;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.DimseStatus;
import org.jspecify.annotations.Nullable;

/** Does what normalized requests ask for. Thread safe. */
@FunctionalInterface
public interface NormalizedProvider {
  /**
   * What is answered.
   *
   * @param sopInstanceUid the instance, which an N-CREATE may have named; null to repeat the
   *     request's
   * @param data attributes or reply; null for none
   */
  record Reply(DimseStatus status, @Nullable String sopInstanceUid, @Nullable DataSet data) {
    /** A status and nothing else. */
    public static Reply of(DimseStatus status) {
      return new Reply(status, null, null);
    }
  }

  /**
   * Serves one request.
   *
   * @param callingAeTitle who asks
   * @param data attributes or information; empty when none came
   */
  Reply serve(DimseMessage.NormalizedRq request, String callingAeTitle, DataSet data);
}
