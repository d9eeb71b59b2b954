package io.isthmus.demo.data;

import io.isthmus.demo.picture.HeadMr.Weighting;
import io.isthmus.demo.picture.ThoraxCt;
import io.isthmus.dicom.data.TransferSyntax;
import java.util.ArrayList;
import java.util.List;

/**
 * The studies of the demo archive: always the same, made up from first to last, in many character
 * sets, SOP classes and three transfer syntaxes.
 */
public final class DemoData {
  private static final String FIONA = "Fiction^Fiona^^Dr.";
  private static final String BERND = "Beispiel^Bernd^^Dr.";

  private final List<DemoInstance> instances = new ArrayList<>();

  private DemoData() {}

  /** All instances; pixels are made when an instance is opened. */
  public static List<DemoInstance> instances() {
    DemoData data = new DemoData();
    data.western();
    data.eastern();
    data.scripts();
    data.others();
    return List.copyOf(data.instances);
  }

  private void western() {
    DemoPatient ada = DemoPatient.ENGLISH;
    DemoStudy scan = new DemoStudy(ada, 1, "20260112", "091500", "CT chest with contrast", FIONA);
    List<DemoInstance> slices = thorax(series(scan, 1, "CT", "Chest 5 mm"), 60, 1, 1);
    List<DemoInstance> nodule = List.of(slices.get(16), slices.get(15), slices.get(17));
    instances.add(Reports.chestReport(series(scan, 2, "SR", "Report"), nodule));
    instances.add(Reports.keyImages(series(scan, 3, "KO", "Key images"), nodule));

    DemoStudy film = new DemoStudy(ada, 2, "20250603", "141020", "Chest PA", FIONA);
    DemoInstance chest = Radiographs.chest(series(film, 1, "CR", "Chest PA"), 2, false);
    instances.add(chest);
    instances.add(PresentationStates.circle(series(film, 2, "PR", "Marks"), chest));
    thorax(
        series(
            new DemoStudy(ada, 3, "20241105", "083000", "CT chest, low dose", BERND),
            1,
            "CT",
            "Chest 20 mm"),
        15,
        1,
        1);

    DemoStudy head =
        new DemoStudy(DemoPatient.GERMAN, 4, "20251119", "103000", "MR Schädel", BERND);
    head(series(head, 1, "MR", "T1 axial"), 5, Weighting.T1);
    head(series(head, 2, "MR", "T2 axial"), 5, Weighting.T2);

    DemoStudy flow =
        new DemoStudy(
            DemoPatient.FRENCH, 5, "20260218", "160500", "IRM cérébrale", "Modèle^Amélie");
    head(series(flow, 1, "MR", "T2 axial"), 11, Weighting.T2);
    instances.add(Captures.flowMap(series(flow, 2, "OT", "Blood flow in colour"), 11));
  }

  private void eastern() {
    DemoStudy ct =
        new DemoStudy(
            DemoPatient.JAPANESE, 6, "20260127", "113000", "胸部CT", "Isha^Ichiro=医者^一郎=いしゃ^いちろう");
    thorax(
        series(ct, 1, "CT", "Chest 10 mm").stored(TransferSyntax.ImplicitVRLittleEndian),
        30,
        6,
        0.94);
    DemoStudy letter =
        new DemoStudy(
            DemoPatient.JAPANESE, 7, "20260128", "090000", "紹介状", "Isha^Ichiro=医者^一郎=いしゃ^いちろう");
    instances.add(
        Documents.letter(
            series(letter, 1, "DOC", "Letter"),
            "Letter of referral",
            List.of(
                "Patient: Rei Hanako (DEMO-03)",
                "",
                "Dear colleague,",
                "",
                "this letter was written by a program to have a PDF document in an archive.",
                "Nobody was examined, and nobody is ill.",
                "",
                "With kind regards",
                "Dr. Fiona Fiction")));
    DemoStudy heart =
        new DemoStudy(
            DemoPatient.KOREAN, 8, "20250914", "152000", "심장 초음파", "Uisa^Cheolsu=의사^철수=의사^철수");
    instances.add(UltrasoundImages.of(series(heart, 1, "US", "Four chambers"), 3, 30));
    DemoStudy breasts =
        new DemoStudy(DemoPatient.CHINESE, 9, "20251016", "101500", "乳腺X线摄影", "Yisheng^Ming=医生^明");
    instances.addAll(Radiographs.breasts(series(breasts, 1, "MG", "Screening"), 4));
    DemoStudy chest =
        new DemoStudy(DemoPatient.TAIWANESE, 10, "20250721", "074500", "胸部電腦斷層", "Yishi^Ying=醫師^英");
    thorax(series(chest, 1, "CT", "Chest 12.5 mm"), 24, 9, 1.04);
  }

  private void scripts() {
    DemoStudy greek =
        new DemoStudy(
            DemoPatient.GREEK, 11, "20251222", "120000", "Ακτινογραφία θώρακος", "Ιατρός^Νίκος");
    instances.add(Radiographs.chest(series(greek, 1, "CR", "Chest PA"), 12, true));
    DemoStudy russian =
        new DemoStudy(DemoPatient.RUSSIAN, 12, "20250408", "131500", "МРТ головы", "Врачев^Пётр");
    head(series(russian, 1, "MR", "T1 axial").stored(TransferSyntax.RLELossless), 21, Weighting.T1);
    DemoStudy arabic =
        new DemoStudy(DemoPatient.ARABIC, 13, "20260203", "181000", "تخطيط صدى القلب", "طبيب^سمير");
    instances.add(
        UltrasoundImages.of(
            series(arabic, 1, "US", "Four chambers").stored(TransferSyntax.RLELossless), 13, 20));
    DemoStudy hebrew =
        new DemoStudy(DemoPatient.HEBREW, 14, "20251130", "093000", "צילום חזה", "רופא^דן");
    instances.add(Radiographs.chest(series(hebrew, 1, "CR", "Chest PA"), 14, false));
  }

  private void others() {
    DemoStudy map =
        new DemoStudy(DemoPatient.UNKNOWN, 15, "20240930", "220000", "Captured blood flow", "");
    instances.add(Captures.flowMap(series(map, 1, "OT", "Blood flow in colour"), 15));
    DemoStudy note =
        new DemoStudy(DemoPatient.GERMAN, 16, "20251120", "080000", "Arztbrief", BERND);
    instances.add(
        Documents.letter(
            series(note, 1, "DOC", "Befund"),
            "Befund",
            List.of(
                "Jürgen Müster, MR Schädel vom 19.11.2025",
                "",
                "Alles ausgedacht, alles gesund.")));
  }

  private static DemoSeries series(
      DemoStudy study, int number, String modality, String description) {
    return new DemoSeries(study, number, modality, description);
  }

  private List<DemoInstance> thorax(DemoSeries series, int slices, int seed, double build) {
    List<DemoInstance> images = CtImages.of(series, new ThoraxCt(slices, seed, build), slices);
    instances.addAll(images);
    return images;
  }

  private void head(DemoSeries series, int seed, Weighting weighting) {
    instances.addAll(MrImages.of(series, seed, 24, weighting));
  }
}
