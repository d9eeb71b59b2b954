package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.archive.Cancellation;
import io.isthmus.archive.RetrieveOutcome;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions.Method;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.Misbehaviour;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer;
import io.isthmus.testpeer.Wire;
import io.isthmus.ul.net.PeerAddress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Instances without their bulk data, and some frames of an instance. */
@Timeout(60)
class PartialRetrievalTest {
  private static final TransferSyntax EXPLICIT = TransferSyntax.ExplicitVRLittleEndian;
  private static final List<DemoInstance> DATA = DemoData.instances();

  @TempDir Path folder;

  private interface Trial {
    void with(DimseArchive archive) throws IOException, ArchiveException;
  }

  private void archive(DemoOptions options, Trial trial) throws IOException, ArchiveException {
    try (DemoPacs pacs = DemoPacs.start(options, DATA);
        GatewaySide gateway = new GatewaySide(folder)) {
      trial.with(
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), pacs.aeTitle(), GatewaySide.AE_TITLE),
              1,
              Method.AUTO));
    }
  }

  @Test
  @Requirement("DIM-27")
  void everythingButBulkDataComes() throws IOException, ArchiveException {
    DemoInstance one = DATA.getFirst();
    List<DemoInstance> series =
        DATA.stream().filter(o -> o.seriesInstanceUid().equals(one.seriesInstanceUid())).toList();
    archive(
        DemoOptions.DEFAULT,
        archive -> {
          Collected collected = new Collected();
          RetrieveOutcome outcome =
              archive.retrieveWithoutBulkData(
                  RetrieveScope.series(one.studyInstanceUid(), one.seriesInstanceUid()),
                  collected,
                  new Cancellation());

          assertThat(outcome.complete()).isTrue();
          assertThat(outcome.completed()).isEqualTo(series.size());
          assertThat(collected.dataSets)
              .containsExactlyInAnyOrderElementsOf(
                  series.stream().map(DemoInstance::header).toList());
          assertThat(collected.dataSets).noneMatch(set -> set.contains(Tag.PixelData));
        });
  }

  @Test
  @Requirement({"DIM-27", "WADO-24"})
  void whatThePacsDoesNotSendOfThemIsNamed() throws IOException, ArchiveException {
    DemoInstance one = DATA.getFirst();
    archive(
        DemoOptions.DEFAULT.failingEvery(3),
        archive -> {
          RetrieveScope scope =
              RetrieveScope.series(one.studyInstanceUid(), one.seriesInstanceUid());
          Collected collected = new Collected();
          RetrieveOutcome outcome =
              archive.retrieveWithoutBulkData(scope, collected, new Cancellation());

          List<String> missing =
              DATA.stream()
                  .filter(o -> o.seriesInstanceUid().equals(one.seriesInstanceUid()))
                  .map(DemoInstance::sopInstanceUid)
                  .filter(uid -> collected.dataSets.stream().noneMatch(set -> isOf(uid, set)))
                  .toList();
          assertThat(missing).isNotEmpty();
          assertThat(outcome.complete()).isFalse();
          assertThat(outcome.status()).isEqualTo(0xB000);
          assertThat(outcome.completed()).isEqualTo(collected.dataSets.size());
          assertThat(outcome.failed()).isEqualTo(missing.size());
          assertThat(outcome.failedSopInstanceUids()).containsExactlyInAnyOrderElementsOf(missing);
        });
  }

  private static boolean isOf(String uid, DataSet dataSet) {
    return dataSet.string(Tag.SOPInstanceUID).filter(uid::equals).isPresent();
  }

  @Test
  @Requirement("DIM-27")
  void whereItIsNotOfferedThatIsRemembered() throws IOException, ArchiveException {
    DemoInstance one = DATA.getFirst();
    archive(
        DemoOptions.DEFAULT.with(Misbehaviour.NO_RETRIEVE_WITHOUT_BULK_DATA),
        archive -> {
          for (RetrieveScope scope :
              List.of(
                  RetrieveScope.study(one.studyInstanceUid()),
                  // Would be found not to be there, if anything were asked.
                  RetrieveScope.study("1.2.3"))) {
            assertThatThrownBy(() ->
                    archive.retrieveWithoutBulkData(scope, new Collected(), new Cancellation()))
                .isInstanceOfSatisfying(
                    ArchiveException.class,
                    failed ->
                        assertThat(failed.failure())
                            .isInstanceOf(ArchiveFailure.Unsupported.class));
          }
        });
  }

  @Test
  @Requirement("WADO-36")
  void someFramesComeAsAnInstanceOfTheirOwn() throws IOException, ArchiveException {
    DemoInstance cine =
        DATA.stream()
            .filter(one -> one.header().integer(Tag.NumberOfFrames).orElse(1) > 3)
            .findFirst()
            .orElseThrow();
    RetrieveScope scope =
        RetrieveScope.instance(
            cine.studyInstanceUid(), cine.seriesInstanceUid(), cine.sopInstanceUid());
    archive(
        DemoOptions.DEFAULT,
        archive -> {
          Collected collected = new Collected();
          RetrieveOutcome outcome =
              archive.retrieveFrames(scope, List.of(1, 3), collected, new Cancellation());

          assertThat(outcome.complete()).isTrue();
          DataSet part = collected.dataSets.getFirst();
          assertThat(part.integer(Tag.NumberOfFrames)).hasValue(2);
          assertThat(part.string(Tag.SOPInstanceUID))
              .isPresent()
              .get()
              .isNotEqualTo(cine.sopInstanceUid());
          assertThatThrownBy(() ->
                  archive.retrieveFrames(scope, List.of(9999), new Collected(), new Cancellation()))
              .isInstanceOfSatisfying(
                  ArchiveException.class,
                  failed ->
                      assertThat(failed.failure().category())
                          .isEqualTo(ArchiveFailure.Category.NOT_FOUND));
        });
    archive(
        DemoOptions.DEFAULT.with(Misbehaviour.NO_FRAME_RETRIEVE),
        archive ->
            assertThatThrownBy(() ->
                    archive.retrieveFrames(scope, List.of(1), new Collected(), new Cancellation()))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("does not offer"));
  }

  @Test
  @Requirement("DIM-27")
  void theRequestNamesInstancesAndNothingAbove() throws IOException, ArchiveException {
    DataSet identifier =
        asked(
            SopClass.CompositeInstanceRetrieveWithoutBulkDataGet,
            archive ->
                archive.retrieveWithoutBulkData(
                    RetrieveScope.instance("1.2", "1.2.1", "1.2.1.1"),
                    new Collected(),
                    new Cancellation()));

    assertThat(identifier)
        .isEqualTo(
            DataSet.builder()
                .uid(Tag.SOPInstanceUID, "1.2.1.1")
                .text(Tag.QueryRetrieveLevel, "IMAGE")
                .build());
  }

  @Test
  @Requirement("WADO-36")
  void aRequestForFramesNamesTheInstanceAndTheirNumbers() throws IOException, ArchiveException {
    DataSet identifier =
        asked(
            SopClass.CompositeInstanceRootRetrieveGet,
            archive ->
                archive.retrieveFrames(
                    RetrieveScope.instance("1.2", "1.2.1", "1.2.1.1"),
                    List.of(2, 70_000),
                    new Collected(),
                    new Cancellation()));

    assertThat(identifier)
        .isEqualTo(
            DataSet.builder()
                .uid(Tag.SOPInstanceUID, "1.2.1.1")
                .text(Tag.QueryRetrieveLevel, "FRAME")
                .put(
                    new Element.Value(
                        Tag.of(0x0008, 0x1161), Vr.UL, new byte[] {2, 0, 0, 0, 0x70, 0x11, 1, 0}))
                .build());
  }

  /** What is asked by C-GET of a PACS that has the instance and refuses. */
  private DataSet asked(String service, Trial trial) throws IOException {
    DataSet match =
        DataSet.builder()
            .uid(Tag.SOPClassUID, SopClass.CTImageStorage)
            .uid(Tag.SOPInstanceUID, "1.2.1.1")
            .build();
    List<DataSet> identifiers = new ArrayList<>();
    try (ScriptedPeer pacs =
            new ScriptedPeer(
                connection -> {
                  connection.accept();
                  int id = Wire.usOf(connection.expectCommand(), 0x0110);
                  identifiers.add(dataSet(connection));
                  connection.send(response(3, 0x8020, id, 0xFF00, true));
                  connection.send(
                      Wire.data(3, Wire.LAST_DATA, DataSetWriter.encode(match, EXPLICIT)));
                  connection.send(response(3, 0x8020, id, 0, false));
                  connection.release();
                },
                connection -> {
                  connection.accept();
                  byte[] command = connection.expectCommand();
                  assertThat(Wire.usOf(command, 0x0100)).isEqualTo(0x0010);
                  assertThat(new String(command, StandardCharsets.US_ASCII)).contains(service);
                  identifiers.add(dataSet(connection));
                  connection.send(response(7, 0x8010, Wire.usOf(command, 0x0110), 0xC001, false));
                });
        GatewaySide gateway = new GatewaySide(folder)) {
      DimseArchive archive =
          gateway.archive(
              new PeerAddress("127.0.0.1", pacs.port(), "PACS", GatewaySide.AE_TITLE),
              1,
              Method.GET);

      assertThatThrownBy(() -> trial.with(archive)).hasMessageContaining("C001H");
      pacs.finish();
    }
    return identifiers.getLast();
  }

  private static DataSet dataSet(ScriptedConnection connection) throws IOException {
    byte[] pdu = connection.expect(Wire.P_DATA_TF);
    return DataSetReader.read(Arrays.copyOfRange(pdu, 12, pdu.length), EXPLICIT);
  }

  private static byte[] response(int context, int field, int id, int status, boolean data) {
    return Wire.data(
        context,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, field),
            Wire.us(0x0120, id),
            Wire.us(0x0800, data ? 1 : 0x0101),
            Wire.us(0x0900, status)));
  }

  /** Reads what arrives. */
  private static final class Collected implements Arrivals {
    private final List<DataSet> dataSets = new ArrayList<>();

    @Override
    public Arrival begin(ArrivingInstance instance) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      return new Arrival() {
        @Override
        public void append(ByteBuffer fragment) {
          while (fragment.hasRemaining()) {
            bytes.write(fragment.get());
          }
        }

        @Override
        public void complete() throws IOException {
          dataSets.add(DataSetReader.read(bytes.toByteArray(), instance.transferSyntax()));
        }

        @Override
        public void fail(String reason) {
          throw new AssertionError(reason);
        }
      };
    }
  }
}
