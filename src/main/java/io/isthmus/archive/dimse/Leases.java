package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dimse.scu.NoAcceptedContextException;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.Lease;
import io.isthmus.pool.PoolException;
import io.isthmus.pool.PooledAssociation;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs an operation on a leased association, and says of every failure what it means. */
final class Leases {

  /** An operation from its request to its final response. */
  @FunctionalInterface
  interface Operation<T> {
    /**
     * Runs it.
     *
     * @param answered to be set as soon as the PACS has answered anything: the operation is not
     *     begun anew then
     */
    T on(Association association, AtomicBoolean answered) throws IOException;
  }

  private final AssociationPool<PooledAssociation> pool;
  private final Duration wait;
  private final ArchiveMonitor monitor;
  private final Failures failures;

  Leases(
      AssociationPool<PooledAssociation> pool,
      Duration wait,
      ArchiveMonitor monitor,
      Failures failures) {
    this.pool = pool;
    this.wait = wait;
    this.monitor = monitor;
    this.failures = failures;
  }

  /** By which the PACS is searched and retrieved from (DIM-11). */
  InformationModel model() {
    return pool.model();
  }

  <T> T operate(ContextsNeeded need, Cancellation cancellation, String name, Operation<T> operation)
      throws ArchiveException {
    try (Lease<PooledAssociation> lease = pool.lease(need, wait, cancellation::onCancel)) {
      T result = onLivingAssociation(lease, operation, cancellation);
      lease.completed();
      monitor.answered();
      return result;
    } catch (PoolException notAsked) {
      throw failures.of(notAsked);
    } catch (NoAcceptedContextException refused) {
      throw failures.unsupported(name);
    } catch (IOException broken) {
      if (cancellation.cancelled()) {
        throw failures.cancelled(name);
      }
      ArchiveException failed = failures.of(broken);
      monitor.failed(failed.failure().message());
      throw failed;
    }
  }

  /**
   * An idle association may have been closed by the PACS without a word: a fresh one is tried once,
   * if nothing was answered and the answer is still wanted.
   */
  private static <T> T onLivingAssociation(
      Lease<PooledAssociation> lease, Operation<T> operation, Cancellation cancellation)
      throws IOException {
    AtomicBoolean answered = new AtomicBoolean();
    while (true) {
      try {
        return operation.on(lease.connection().association(), answered);
      } catch (NoAcceptedContextException refused) {
        lease.completed();
        throw refused;
      } catch (AssociationException gone) {
        boolean timedOut = gone.reason() == AssociationException.Reason.TIMED_OUT;
        if (answered.get() || timedOut || cancellation.cancelled() || !lease.replaceDead()) {
          throw gone;
        }
      }
    }
  }
}
