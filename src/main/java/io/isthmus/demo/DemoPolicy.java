package io.isthmus.demo;

import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.ExtendedNegotiation;
import io.isthmus.ul.Octets;
import io.isthmus.ul.RoleSelection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which associations the demo archive lets in, and for what. Immutable. */
final class DemoPolicy implements AcceptPolicy {
  private static final Set<String> GET = Set.of(SopClass.PatientRootGet, SopClass.StudyRootGet);
  private static final Set<String> FIND = Set.of(SopClass.PatientRootFind, SopClass.StudyRootFind);
  private static final Set<String> MOVE = Set.of(SopClass.PatientRootMove, SopClass.StudyRootMove);
  private static final List<String> PLAIN =
      List.of(
          TransferSyntax.ExplicitVRLittleEndian.uid(), TransferSyntax.ImplicitVRLittleEndian.uid());

  private final DemoOptions options;

  DemoPolicy(DemoOptions options) {
    this.options = options;
  }

  @Override
  public boolean acceptsCalled(String calledAeTitle) {
    return calledAeTitle.equals(options.aeTitle());
  }

  @Override
  public boolean supports(String abstractSyntax) {
    return abstractSyntax.equals(SopClass.Verification)
        || FIND.contains(abstractSyntax)
        || MOVE.contains(abstractSyntax)
        || (GET.contains(abstractSyntax) && !options.does(Misbehaviour.NO_GET))
        || (abstractSyntax.equals(SopClass.CompositeInstanceRetrieveWithoutBulkDataGet)
            && !options.does(Misbehaviour.NO_RETRIEVE_WITHOUT_BULK_DATA))
        || (abstractSyntax.equals(SopClass.CompositeInstanceRootRetrieveGet)
            && !options.does(Misbehaviour.NO_FRAME_RETRIEVE))
        || (SopClass.isStorage(abstractSyntax) && !options.does(Misbehaviour.NO_STORAGE_CLASSES));
  }

  /** Of a storage class whatever is proposed first: it is kept, and sent, as it came. */
  @Override
  public Optional<String> choose(String abstractSyntax, List<String> proposed) {
    return SopClass.isStorage(abstractSyntax)
        ? proposed.stream().filter(uid -> TransferSyntax.find(uid).isPresent()).findFirst()
        : PLAIN.stream().filter(proposed::contains).findFirst();
  }

  @Override
  public Optional<RoleSelection> role(RoleSelection proposed) {
    boolean answers =
        !options.does(Misbehaviour.NO_ROLE_ANSWER) && !options.does(Misbehaviour.NO_ROLES);
    return answers && SopClass.isStorage(proposed.sopClassUid())
        ? Optional.of(proposed)
        : Optional.empty();
  }

  /** Relational queries and retrieves; of what else may be asked, nothing (PS3.4 C.5, DIM-08). */
  @Override
  public Optional<Octets> extended(ExtendedNegotiation proposed) {
    boolean relational =
        FIND.contains(proposed.sopClassUid())
            ? !options.does(Misbehaviour.NO_RELATIONAL_QUERIES)
            : MOVE.contains(proposed.sopClassUid()) || GET.contains(proposed.sopClassUid());
    if (options.does(Misbehaviour.NO_EXTENDED_NEGOTIATION)
        || proposed.information().length() == 0) {
      return Optional.empty();
    }
    byte[] answer = new byte[proposed.information().length()];
    answer[0] = (byte) (relational ? proposed.information().at(0) : 0);
    return Optional.of(Octets.of(answer));
  }
}
