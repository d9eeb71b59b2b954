package io.isthmus.demo.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.demo.picture.PixelFormat;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Uid;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoDataTest {
  private static final List<DemoInstance> DATA = DemoData.instances();

  @Test
  void thereAreSixteenStudiesOfTwelvePeopleInTenSopClasses() {
    assertThat(distinct(Tag.StudyInstanceUID)).hasSize(16);
    assertThat(distinct(Tag.PatientID)).hasSize(12);
    assertThat(distinct(Tag.SOPClassUID)).hasSize(10);
    assertThat(distinct(Tag.AccessionNumber)).hasSize(16);
  }

  @Test
  void everyUidIsValidAndEveryInstanceHasItsOwn() {
    List<String> uids = DATA.stream().map(DemoInstance::sopInstanceUid).toList();

    assertThat(uids)
        .doesNotHaveDuplicates()
        .allMatch(Uid::isValid)
        .allMatch(u -> u.startsWith("2.25."));
  }

  @Test
  void namesAreReadableInEveryCharacterSet() {
    Map<String, String> names = new LinkedHashMap<>();
    DATA.forEach(instance ->
        names.put(
            instance.header().string(Tag.PatientID).orElseThrow(),
            instance.header().string(Tag.PatientName).orElseThrow()));

    assertThat(names)
        .containsEntry("DEMO-02", "Müster^Jürgen^^Dr.")
        .containsEntry("DEMO-03", "Rei^Hanako=例^花子=れい^はなこ")
        .containsEntry("DEMO-04", "Bogi^Gildong=보기^길동=보기^길동")
        .containsEntry("DEMO-05", "Παράδειγμα^Ελένη")
        .containsEntry("DEMO-06", "Примеров^Иван^Образцович")
        .containsEntry("DEMO-07", "مثال^ليلى")
        .containsEntry("DEMO-08", "Shili^Xiaohong=示例^小红")
        .containsEntry("DEMO-09", "Yangben^Dawei=樣本^大偉")
        .containsEntry("DEMO-11", "דוגמה^נועה");
  }

  @Test
  void theSlicesOfAScanLieInOneStackWithEvenSpacing() {
    List<DemoInstance> slices =
        DATA.stream()
            .filter(i -> i.sopClassUid().equals(SopClass.CTImageStorage))
            .limit(60)
            .toList();

    for (int i = 0; i < slices.size(); i++) {
      DataSet header = slices.get(i).header();
      assertThat(header.strings(Tag.ImagePositionPatient).getLast())
          .isEqualTo(Integer.toString(-5 * i));
      assertThat(header.string(Tag.FrameOfReferenceUID))
          .isEqualTo(slices.getFirst().header().string(Tag.FrameOfReferenceUID));
    }
  }

  @Test
  void nativePixelDataHasTheLengthThatTheHeaderSays() throws IOException {
    for (DemoInstance instance : firstOfEachSeries()) {
      if (instance.picture().isPresent() && !instance.transferSyntax().encapsulated()) {
        PixelFormat format = instance.picture().get().format();
        Element pixels = read(instance, instance.transferSyntax()).find(Tag.PixelData);
        int frames = instance.header().integer(Tag.NumberOfFrames).orElse(1);
        assertThat(((Element.Value) pixels).bytes()).hasSize((int) format.frameLength() * frames);
      }
    }
  }

  @Test
  void theSamePixelsComeAsRleAndAsNativeData() throws IOException {
    DemoInstance slice =
        DATA.stream()
            .filter(i -> i.transferSyntax().equals(TransferSyntax.RLELossless))
            .filter(i -> i.sopClassUid().equals(SopClass.MRImageStorage))
            .findFirst()
            .orElseThrow();

    Element.Fragments rle =
        (Element.Fragments) read(slice, TransferSyntax.RLELossless).find(Tag.PixelData);
    Element.Value plain =
        (Element.Value) read(slice, TransferSyntax.ExplicitVRLittleEndian).find(Tag.PixelData);

    assertThat(rle.fragments()).hasSize(2);
    assertThat(rle.fragments().getFirst()).isEmpty();
    assertThat(unpacked(rle.fragments().get(1), plain.bytes().length)).isEqualTo(plain.bytes());
  }

  @Test
  void everyInstanceIsTheSameWheneverItIsMade() throws IOException {
    List<DemoInstance> again = DemoData.instances();

    for (DemoInstance instance : firstOfEachSeries()) {
      DemoInstance other = again.get(DATA.indexOf(instance));
      assertThat(digest(other)).as(instance.sopClassUid()).isEqualTo(digest(instance));
    }
  }

  @Test
  void documentsReferToImagesThatExist() {
    List<String> uids = DATA.stream().map(DemoInstance::sopInstanceUid).toList();
    DataSet keys =
        DATA.stream()
            .filter(i -> i.sopClassUid().equals(SopClass.KeyObjectSelectionDocumentStorage))
            .findFirst()
            .orElseThrow()
            .header();

    DataSet study = keys.items(Tag.CurrentRequestedProcedureEvidenceSequence).getFirst();
    DataSet series = study.items(Tag.ReferencedSeriesSequence).getFirst();

    assertThat(series.items(Tag.ReferencedSOPSequence))
        .hasSize(3)
        .allSatisfy(item ->
            assertThat(uids).contains(item.string(Tag.ReferencedSOPInstanceUID).orElseThrow()));
  }

  private static List<String> distinct(int tag) {
    return DATA.stream().map(i -> i.header().string(tag).orElseThrow()).distinct().toList();
  }

  private static List<DemoInstance> firstOfEachSeries() {
    Map<String, DemoInstance> first = new LinkedHashMap<>();
    DATA.forEach(instance -> first.putIfAbsent(instance.seriesInstanceUid(), instance));
    return List.copyOf(first.values());
  }

  private static DataSet read(DemoInstance instance, TransferSyntax syntax) throws IOException {
    try (InputStream in = instance.open(syntax)) {
      return DataSetReader.read(in, syntax);
    }
  }

  private static String digest(DemoInstance instance) throws IOException {
    try (InputStream in = instance.open()) {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n > 0; n = in.read(buffer)) {
        sha.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Decodes two segments of one 16-bit frame (PS3.5 G.3.2). */
  private static byte[] unpacked(byte[] fragment, int length) {
    byte[] frame = new byte[length];
    for (int segment = 0; segment < 2; segment++) {
      int at = 0;
      for (int i = 3; i >= 0; i--) {
        at = (at << 8) | (fragment[4 + 4 * segment + i] & 0xFF);
      }
      int out = 1 - segment;
      while (out < length) {
        int count = fragment[at++];
        for (int i = 0; i <= Math.abs(count) && count != -128; i++, out += 2) {
          frame[out] = fragment[count < 0 ? at : at + i];
        }
        at += count < 0 ? 1 : count + 1;
      }
    }
    return frame;
  }
}
