package io.isthmus.bench;

import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.scu.Cancellation;
import io.isthmus.dimse.scu.FindScu;
import io.isthmus.dimse.scu.GetScu;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.PresentationContext;
import io.isthmus.ul.RoleSelection;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** What the same costs on the wire alone: one association, nothing kept, nothing parsed. */
final class RawDimse {
  private static final Duration GRACE = Duration.ofSeconds(5);
  private static final List<String> SYNTAXES =
      List.of(
          TransferSyntax.ExplicitVRLittleEndian.uid(), TransferSyntax.ImplicitVRLittleEndian.uid());

  private final AssociationClient client =
      new AssociationClient(
          new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME),
          AssociationTimeouts.DEFAULT,
          SocketLayer.PLAIN);
  private final PeerAddress pacs;

  RawDimse(PeerAddress pacs) {
    this.pacs = pacs;
  }

  Association openForFind() throws IOException {
    return client.open(
        pacs, AssociationProposal.of(SopClass.StudyRootFind, SYNTAXES.toArray(String[]::new)));
  }

  Association openForGet(String sopClass) throws IOException {
    return client.open(
        pacs,
        AssociationProposal.of(
            List.of(
                new PresentationContext(1, SopClass.StudyRootGet, SYNTAXES),
                new PresentationContext(3, sopClass, SYNTAXES)),
            List.of(new RoleSelection(sopClass, true, true))));
  }

  /** A search with the keys that a QIDO-RS search for studies asks for (QIDO-28). */
  void find(Association association, String patient) throws IOException {
    find(association, patient, 1);
  }

  /** The same with a number of matches. */
  void find(Association association, String patient, int expected) throws IOException {
    DataSetBuilder keys =
        DataSet.builder().text(Tag.QueryRetrieveLevel, "STUDY").text(Tag.PatientID, patient);
    for (int tag :
        new int[] {
          Tag.StudyDate, Tag.StudyTime, Tag.AccessionNumber, Tag.InstanceAvailability,
          Tag.ModalitiesInStudy, Tag.ReferringPhysicianName, Tag.TimezoneOffsetFromUTC,
          Tag.PatientName, Tag.PatientBirthDate, Tag.PatientSex, Tag.StudyInstanceUID, Tag.StudyID,
          Tag.NumberOfStudyRelatedSeries, Tag.NumberOfStudyRelatedInstances
        }) {
      keys.empty(tag);
    }
    int[] found = new int[1];
    DimseStatus status =
        new FindScu(GRACE)
            .find(
                association,
                SopClass.StudyRootFind,
                keys.build(),
                (match, pending) -> ++found[0] > 0);
    require(status.equals(DimseStatus.SUCCESS) && found[0] == expected, expected + " studies are found");
  }

  /** Retrieves and throws away; returns the bytes of the data sets. */
  long get(Association association, DataSet identifier, int expected) throws IOException {
    long[] bytes = new long[1];
    var outcome =
        new GetScu(GRACE)
            .get(
                association,
                SopClass.StudyRootGet,
                identifier,
                (request, data) -> {
                  for (ByteBuffer some = data.next(); some != null; some = data.next()) {
                    bytes[0] += some.remaining();
                  }
                  return DimseStatus.SUCCESS;
                },
                new Cancellation());
    require(outcome.received() == expected, expected + " instances come");
    return bytes[0];
  }

  static DataSet study(BenchData.Study study) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "STUDY")
        .uid(Tag.StudyInstanceUID, study.uid())
        .build();
  }

  static DataSet instance(BenchData.Study study, int slice) {
    return DataSet.builder()
        .text(Tag.QueryRetrieveLevel, "IMAGE")
        .uid(Tag.StudyInstanceUID, study.uid())
        .uid(Tag.SeriesInstanceUID, study.series())
        .uid(Tag.SOPInstanceUID, study.instance(slice))
        .build();
  }

  private static void require(boolean holds, String fact) throws IOException {
    if (!holds) {
      throw new IOException("not so: " + fact);
    }
  }
}
