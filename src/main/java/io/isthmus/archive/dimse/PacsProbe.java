package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Prober;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.pool.AssociationPool;
import io.isthmus.pool.PooledAssociation;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executor;

/** Finds out what a PACS can do, by the associations that serve it anyway. */
public final class PacsProbe implements Prober {
  private static final System.Logger LOG = System.getLogger(PacsProbe.class.getName());

  private final String pacs;
  private final AssociationPool<PooledAssociation> pool;
  private final Leases patient;
  private final Leases atOnce;
  private final Duration cancelGrace;
  private final Executor executor;
  private final ProbeLimits limits;
  private final Clock clock;

  /**
   * A probe of one PACS within the default limits.
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
    this(pacs, pool, poolWait, cancelGrace, executor, ProbeLimits.DEFAULT, clock);
  }

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
      ProbeLimits limits,
      Clock clock) {
    ArchiveMonitor monitor = new ArchiveMonitor(clock);
    Failures failures = new Failures(pacs);
    this.pacs = pacs;
    this.pool = pool;
    this.patient = new Leases(pool, poolWait, monitor, failures);
    this.atOnce = new Leases(pool, Duration.ZERO, monitor, failures);
    this.cancelGrace = cancelGrace;
    this.executor = executor;
    this.limits = limits;
    this.clock = clock;
  }

  /** When the limits are reached, what was found out until then holds. */
  @Override
  public Map<Trait, Finding> probe() throws ArchiveException {
    Map<Trait, Finding> found = new EnumMap<>(Trait.class);
    ProbeBudget budget = new ProbeBudget(limits, clock);
    try {
      // First, while no association that was just ended may still count for the PACS.
      new AssociationsProbe(pool, atOnce, executor, budget)
          .probe()
          .ifPresent(finding -> found.put(Trait.ASSOCIATIONS, finding));
      new NegotiationProbe(patient, budget).probe(found);
      // In Patient Root nothing is found of studies without a patient; what serves everywhere does.
      boolean asksForStudies = patient.model() == InformationModel.STUDY_ROOT;
      if (asksForStudies && Finding.probed(true).equals(found.get(Trait.FIND))) {
        new QueryProbe(new SmallSearches(patient, cancelGrace, budget, executor)).probe(found);
      }
    } catch (ProbeBudget.SpentException spent) {
      LOG.log(Level.INFO, "{0}: {1}", pacs, spent.getMessage());
    }
    return found;
  }
}
