package io.isthmus.archive.dimse;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.Finding;
import io.isthmus.archive.Trait;
import io.isthmus.dicom.data.InformationModel;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pool.ContextsNeeded;
import io.isthmus.pool.Recipes;
import io.isthmus.ul.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds out what a PACS accepts when associations are negotiated. */
final class NegotiationProbe {
  private static final List<String> NATIVE =
      List.of(
          TransferSyntax.ExplicitVRLittleEndian.uid(), TransferSyntax.ImplicitVRLittleEndian.uid());

  private final Leases leases;
  private final InformationModel model;
  private final ProbeBudget budget;

  NegotiationProbe(Leases leases, ProbeBudget budget) {
    this.leases = leases;
    this.model = leases.model();
    this.budget = budget;
  }

  /** What is accepted; storage classes and transfer syntaxes where there is C-GET. */
  void probe(Map<Trait, Finding> found) throws ArchiveException, ProbeBudget.SpentException {
    Agreement finding = agreement(new ContextsNeeded.Service(model.find(), ProbeKeys.RELATIONAL));
    found.put(Trait.FIND, Finding.probed(accepts(finding, model.find())));
    found.put(Trait.MOVE, Finding.probed(accepts(finding, model.move())));
    found.put(
        Trait.EXTENDED_NEGOTIATION, Finding.probed(finding.extended(model.find()).length() > 0));
    service(Trait.WITHOUT_BULK_DATA, SopClass.CompositeInstanceRetrieveWithoutBulkDataGet, found);
    service(Trait.FRAMES, SopClass.CompositeInstanceRootRetrieveGet, found);
    service(Trait.GET, model.get(), found);
    if (Finding.probed(true).equals(found.get(Trait.GET))) {
      storage(found);
    }
  }

  private void service(Trait trait, String sopClass, Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    Agreement agreement = agreement(ContextsNeeded.service(sopClass));
    found.put(trait, Finding.probed(accepts(agreement, sopClass)));
  }

  private void storage(Map<Trait, Finding> found)
      throws ArchiveException, ProbeBudget.SpentException {
    List<String> refused = new ArrayList<>();
    boolean roles = true;
    for (List<String> slice : Recipes.storageSlices(SopClass.storageClasses())) {
      Agreement agreement = agreement(ContextsNeeded.retrieve(model.get(), slice, NATIVE));
      for (String sopClass : slice) {
        if (!accepts(agreement, sopClass)) {
          refused.add(sopClass);
        } else {
          roles &= agreement.role(sopClass).scp();
        }
      }
    }
    found.put(Trait.REFUSED_STORAGE_CLASSES, Finding.probed(refused));
    if (refused.size() < SopClass.storageClasses().size()) {
      found.put(Trait.ROLES, Finding.probed(roles));
    }
    List<String> syntaxes = TransferSyntax.all().stream().map(TransferSyntax::uid).toList();
    Agreement images =
        agreement(ContextsNeeded.retrieve(model.get(), List.of(SopClass.CTImageStorage), syntaxes));
    found.put(
        Trait.TRANSFER_SYNTAXES,
        Finding.probed(
            syntaxes.stream()
                .filter(uid -> images.find(SopClass.CTImageStorage, uid).isPresent())
                .toList()));
  }

  private static boolean accepts(Agreement agreement, String sopClass) {
    return agreement.find(sopClass).isPresent();
  }

  private Agreement agreement(ContextsNeeded need)
      throws ArchiveException, ProbeBudget.SpentException {
    budget.requireTime();
    return leases.operate(
        need,
        new Cancellation(),
        "negotiation",
        (association, answered) -> association.agreement());
  }
}
