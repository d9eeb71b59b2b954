package io.isthmus.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DictionaryTest {
  @ParameterizedTest
  @CsvSource({
    "00100010, PN, PatientName, Patient's Name, 1, false",
    "00280106, US, SmallestImagePixelValue, Smallest Image Pixel Value, 1, false",
    "7FE00010, OW, PixelData, Pixel Data, 1, false",
    "60023000, OW, OverlayData, Overlay Data, 1, false",
    "00203105, CS, SourceImageIDs, Source Image IDs, 1-n, true",
    "00080017, UI, AcquisitionUID, Acquisition UID, 1, false",
    "00081190, UR, RetrieveURL, Retrieve URL, 1, false"
  })
  void anElementHasItsEntry(
      String tag, Vr vr, String keyword, String name, String vm, boolean retired) {
    Dictionary.Entry entry = Dictionary.byTag(Tag.parse(tag).orElseThrow()).orElseThrow();

    assertThat(entry.vr()).isEqualTo(vr);
    assertThat(entry.keyword()).isEqualTo(keyword);
    assertThat(entry.name()).isEqualTo(name);
    assertThat(entry.vm()).isEqualTo(vm);
    assertThat(entry.retired()).isEqualTo(retired);
  }

  @Test
  void keywordsAreFoundInTheirExactSpelling() {
    assertThat(Dictionary.byKeyword("PatientID").orElseThrow().tag()).isEqualTo(Tag.PatientID);
    assertThat(Dictionary.byKeyword("OverlayData").orElseThrow().tag()).isEqualTo(0x60003000);
    assertThat(Dictionary.byKeyword("patientid")).isEmpty();
    assertThat(Dictionary.byKeyword("")).isEmpty();
  }

  @Test
  void onlyPixelRepresentationDecidesSomeElements() {
    assertThat(Dictionary.isSignDependent(Tag.PixelPaddingValue)).isTrue();
    assertThat(Dictionary.isSignDependent(Tag.Rows)).isFalse();
  }

  @Test
  void privateElementsAreKnownByTheirCreator() {
    assertThat(Dictionary.privateVr("GEMS_PARM_01", 0x00431042)).contains(Vr.SL);
    assertThat(Dictionary.privateVr("GEMS_PARM_01", 0x00430D42)).contains(Vr.SL);
    assertThat(Dictionary.privateVr("SIEMENS CSA HEADER", 0x00291010)).contains(Vr.OB);
    assertThat(Dictionary.privateVr("NOBODY", 0x00431042)).isEmpty();
    assertThat(Dictionary.vrOf(0x00430010)).isEqualTo(Vr.LO);
    assertThat(Dictionary.vrOf(0x00431042)).isEqualTo(Vr.UN);
    assertThat(Dictionary.vrOf(0x00430000)).isEqualTo(Vr.UL);
  }

  @Test
  void everyTagConstantIsAnElementOfTheDictionary() throws IllegalAccessException {
    for (Field field : Tag.class.getFields()) {
      int tag = field.getInt(null);
      if (Tag.group(tag) != 0xFFFE) {
        assertThat(Dictionary.byTag(tag).orElseThrow().keyword()).isEqualTo(field.getName());
      }
    }
  }

  @Test
  void everyTransferSyntaxIsNamedAsInTheTableOfUids() {
    for (TransferSyntax syntax : TransferSyntax.all()) {
      assertThat(syntax.name()).isNotEqualTo(syntax.uid());
    }
    assertThat(TransferSyntax.JPEGLosslessSV1)
        .hasToString(
            "JPEG Lossless, Non-Hierarchical, First-Order Prediction (Process 14 [Selection Value"
                + " 1])");
    assertThat(TransferSyntax.of("1.2.3").name()).isEqualTo("1.2.3");
    assertThat(TransferSyntax.find("1.2.840.10008.1.2.4.201"))
        .contains(TransferSyntax.HTJ2KLossless);
    assertThat(TransferSyntax.of("1.2.3").encapsulated()).isTrue();
  }

  @Test
  void storageClassesAreThoseWhoseInstancesAreStored() {
    assertThat(SopClass.isStorage(SopClass.CTImageStorage)).isTrue();
    assertThat(SopClass.isStorage(SopClass.HangingProtocolStorage)).isTrue();
    assertThat(SopClass.isStorage("1.2.840.10008.5.1.4.1.1.999")).isTrue();
    assertThat(SopClass.isStorage(SopClass.StorageCommitmentPushModel)).isFalse();
    assertThat(SopClass.isStorage(SopClass.MediaStorageDirectoryStorage)).isFalse();
    assertThat(SopClass.isStorage(SopClass.InventoryFind)).isFalse();
    assertThat(SopClass.isStorage(SopClass.Verification)).isFalse();
  }

  @Test
  void tagsAreParsedFromDigitsOfEitherCaseOrAKeyword() {
    assertThat(Tag.parse("7fe00010")).isEqualTo(OptionalInt.of(Tag.PixelData));
    assertThat(Tag.parse("PixelData")).isEqualTo(OptionalInt.of(Tag.PixelData));
    assertThat(Tag.parse("pixeldata")).isEmpty();
    assertThat(Tag.parse("7fe0001")).isEmpty();
    assertThat(Tag.format(Tag.PixelData)).isEqualTo("(7FE0,0010)");
    assertThat(Tag.creatorOf(0x00431042)).isEqualTo(0x00430010);
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.840.10008.1.1, true",
    "0, true",
    "1.02, true",
    "'', false",
    "1., false",
    ".1, false",
    "1..2, false",
    "1.a, false"
  })
  void uidsAreCheckedByTheirForm(String uid, boolean valid) {
    assertThat(Uid.isValid(uid)).isEqualTo(valid);
    assertThat(Uid.isValid("1".repeat(65))).isFalse();
  }

  @Test
  void theExampleOfTheStandardIsMadeOfItsUuid() {
    assertThat(Uid.fromUuid(UUID.fromString("f81d4fae-7dec-11d0-a765-00a0c91e6bf6")))
        .isEqualTo("2.25.329800735698586629295641978511506172918");
  }
}
