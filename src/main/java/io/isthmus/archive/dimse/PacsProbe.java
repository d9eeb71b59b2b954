package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Prober;
import io.isthmus.archive.Trait;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.PooledAssociation;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Finds out what a PACS can do, by the associations that serve it anyway. */
public final class PacsProbe implements Prober {
  private final NegotiationProbe negotiation;
  private final QueryProbe queries;
  private final AssociationsProbe associations;

  /**
   * A probe of one PACS.
   *
   * @param pacs its opaque id
   * @param cancelGrace how long a cancelled search may take to end
   */
  public PacsProbe(
      String pacs,
      AssociationPool<PooledAssociation> pool,
      Duration poolWait,
      Duration cancelGrace,
      Executor executor,
      Clock clock) {
    Leases leases = new Leases(pool, poolWait, new ArchiveMonitor(clock), new Failures(pacs));
    this.negotiation = new NegotiationProbe(leases);
    this.queries = new QueryProbe(leases, cancelGrace);
    this.associations = new AssociationsProbe(pool, executor);
  }

  @Override
  public Map<Trait, Finding> probe() throws ArchiveException {
    Map<Trait, Finding> found = new EnumMap<>(negotiation.probe());
    if (Finding.probed(true).equals(found.get(Trait.FIND))) {
      found.putAll(queries.probe());
    }
    found.put(Trait.ASSOCIATIONS, associations.probe());
    return found;
  }
}
