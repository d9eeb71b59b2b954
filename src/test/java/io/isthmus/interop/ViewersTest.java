package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.demo.DemoFiles;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.SopClass;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Viewers of others in a real browser, which comes from another origin, in front of an Orthanc with
 * real files.
 */
@QuarkusTest
@TestProfile(ViewersTest.OtherOrigins.class)
@WithTestResource(
    value = OrthancResource.class,
    scope = TestResourceScope.RESTRICTED_TO_CLASS,
    initArgs = @ResourceArg(name = "retrieve", value = "auto"))
class ViewersTest {

  /** The gateway as it is set up for viewers that come from elsewhere. */
  public static final class OtherOrigins implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quarkus.http.cors.enabled", "true", "quarkus.http.cors.origins", Viewers.ORIGINS);
    }
  }

  /**
   * Compressed images of the corpus that OHIF does not draw; docs/transfer-syntaxes.md says why.
   */
  private static final Set<String> NOT_DRAWN =
      Set.of(
          // Its codecs do not know the process.
          "ct/CTImage.dcm_JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm",
          // Orthanc does not find their SOP Class UID, whose VR is UN, and sends them to nobody.
          "ct/CTImage.dcm_JPEG2000TransferSyntax_1.2.840.10008.1.2.4.91.dcm",
          "ct/CTImage.dcm_JPEGLSLossyTransferSyntax_1.2.840.10008.1.2.4.81.dcm",
          // Every pixel is alike.
          "mr/GH1261.dcm",
          "secondary-capture/SC_jpeg_no_color_transform.dcm",
          // It draws segments upon the image that they belong to.
          "segmentation/liver_nonbyte_aligned_j2k.dcm",
          "segmentation/liver_nonbyte_aligned_rle.dcm",
          // Orthanc does not take them.
          "secondary-capture/HTJ2KLossless_08_RGB.dcm",
          "secondary-capture/HTJ2K_08_RGB.dcm",
          "ultrasound-multi-frame/will-jxl.dcm");

  /** Those of them that every run draws; {@code -Disthmus.viewers=all} draws all. */
  private static final Set<String> SOME_COMPRESSED =
      Set.of(
          "ultrasound-multi-frame/examples_ybr_color.dcm",
          "enhanced-ct/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm",
          "ct/CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm",
          "ct/CT-JPEGLosslessSV1.dcm",
          "ultrasound-multi-frame/jpeg-ls-Palette.dcm",
          "secondary-capture/TestPattern_JPEG-LS-NearLossless.dcm",
          "ct/CT2_J2KR.dcm",
          "mr/MR2_J2KI.dcm",
          "ultrasound/no-pixel-spacing.dcm");

  @TestHTTPResource("/dicomweb")
  URI dicomweb;

  private Viewers viewers() {
    return Viewers.of(dicomweb);
  }

  @Test
  @Requirement({"COM-17", "MT-07", "MT-21"})
  void dicomwebClientGetsAnAnswerToEachOfItsCalls() {
    String study = load(Peers.corpus().resolve("ct/693_UNCR.dcm"));

    Programs.Outcome outcome = run("client.mjs", study);

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines()).hasSize(13).allMatch(line -> line.startsWith("ok "));
  }

  @Test
  @Requirement({"COM-17", "MT-16"})
  void ohifDrawsImagesOfEveryKind() {
    Path corpus = Peers.corpus();
    List<String> studies = new ArrayList<>();
    for (String file :
        List.of(
            "ct/693_UNCR.dcm",
            "mr/MR01.dcm",
            "ultrasound-multi-frame/US-PAL-8-10x-echo.dcm",
            "x-ray-angiographic/jpeg8bit.dcm",
            "enhanced-mr/MOVEKNEE.dcm")) {
      studies.add(load(corpus.resolve(file)) + "=image");
    }
    viewers().assertShown(studies);
  }

  @Test
  @Requirement({"COM-17", "MT-16"})
  void ohifDrawsCompressedImagesOfEveryKind(@TempDir Path folder) throws IOException {
    Peers.need("dcmtk", "dcmodify");
    Path corpus = Peers.corpus();
    boolean all = "all".equals(System.getProperty("isthmus.viewers"));
    List<String> studies = new ArrayList<>();
    for (CorpusFrames image : CorpusFrames.all(corpus)) {
      boolean drawn =
          all ? !NOT_DRAWN.contains(image.file()) : SOME_COMPRESSED.contains(image.file());
      if (image.stored().encapsulated() && drawn) {
        String study = "2.25.7700" + studies.size();
        studies.add(load(alone(corpus.resolve(image.file()), study, folder)) + "=image");
      }
    }
    assertThat(studies).hasSizeGreaterThanOrEqualTo(SOME_COMPRESSED.size());
    viewers().assertShown(studies);
  }

  /** The same image in a study of its own: the corpus has some in several syntaxes. */
  private static Path alone(Path file, String study, Path folder) throws IOException {
    Path copy = Files.copy(file, folder.resolve(study));
    copy.toFile().setWritable(true);
    List<String> uids =
        List.of("0020,000d=" + study, "0020,000e=" + study + ".1", "0008,0018=" + study + ".1.1");
    List<String> command = new ArrayList<>(List.of("dcmodify", "-nb", "-imt"));
    for (String uid : uids) {
      // Some have them with the VR UN, which stays unless the element goes.
      command.addAll(List.of("-e", uid.substring(0, 9), "-i", uid));
    }
    command.add(copy.toString());
    Programs.run(command);
    return copy;
  }

  @Test
  @Requirement({"COM-17", "WADO-25", "WADO-27"})
  void ohifShowsReportsAndDocuments(@TempDir Path folder) throws IOException {
    String report = load(Peers.corpus().resolve("basic-text-sr/reportsi.dcm"));
    String document = load(DemoFiles.write(demoDocument(), folder));

    viewers().assertShown(List.of(report + "=text:Document Title", document + "=pdf"));
  }

  @Test
  @Requirement({"COM-17", "QIDO-01", "QIDO-02", "QIDO-06", "QIDO-10", "QIDO-13", "QIDO-22"})
  void dicomwebClientFindsWhatItFiltersFor(@TempDir Path folder) {
    loadWorkList(folder);
    String study = WorkListStudies.study(61);
    Programs.Outcome outcome =
        run(
            "search.mjs",
            "searchForStudies={\"queryParams\":{\"PatientName\":\"Lovel*\",\"StudyDate\":\"20240601-20240617\"}}",
            "searchForStudies={\"queryParams\":{\"AccessionNumber\":\"ACC-78\",\"includefield\":\"00081030\"}}",
            "searchForStudies={\"queryParams\":{\"ModalitiesInStudy\":\"US\",\"PatientID\":\"JOE-1\"}}",
            "searchForStudies={\"queryParams\":{\"PatientID\":\"CROWD-?\",\"limit\":2,\"offset\":8}}",
            "searchForSeries={\"studyInstanceUID\":\"" + study + "\"}",
            "searchForSeries={\"queryParams\":{\"PatientID\":\"ADA-1\",\"Modality\":\"US\"}}",
            "searchForInstances={\"studyInstanceUID\":\"" + study + "\"}",
            "searchForInstances={\"queryParams\":{\"StudyInstanceUID\":\"" + study + "\"}}");

    List<String> found = outcome.output().lines().toList();
    assertThat(found.subList(0, 3))
        .containsExactly(
            "searchForStudies " + study,
            "searchForStudies " + WorkListStudies.study(62),
            "searchForStudies " + WorkListStudies.study(63));
    // Nine of the crowd have an id of one digit: after eight of them there is one.
    assertThat(found.get(3)).matches("searchForStudies [0-9.]+");
    assertThat(found.subList(4, 8))
        .containsExactly(
            "searchForSeries " + study + ".1",
            "searchForSeries " + study + ".1",
            "searchForInstances " + study + ".1.1",
            "searchForInstances " + study + ".1.1");
  }

  @Test
  @Requirement({"COM-17", "QIDO-06", "QIDO-07", "QIDO-13", "QIDO-22"})
  void theStudyListOfOhifIsFiltered(@TempDir Path folder) {
    loadWorkList(folder);
    Programs.Outcome outcome =
        run(
            "worklist.mjs",
            "patientName=Crowd",
            "next",
            "type:Lovel",
            "startDate=20240601&endDate=20240617",
            "modalities=US&patientName=ller&description=del&accession=ACC-79");

    assertThat(outcome.status()).as(outcome.output()).isZero();
    List<List<String>> listed =
        outcome
            .output()
            .lines()
            .map(line -> JsonPath.from(line).<String>getList("studies"))
            .toList();
    assertThat(listed).hasSize(5);
    assertThat(listed.get(0)).hasSize(25).doesNotContainAnyElementsOf(listed.get(1));
    assertThat(listed.get(1)).hasSize(25);
    assertThat(listed.get(2))
        .containsExactlyInAnyOrder(WorkListStudies.study(61), WorkListStudies.study(62));
    assertThat(listed.get(3)).containsExactly(WorkListStudies.study(61));
    assertThat(listed.get(4)).containsExactly(WorkListStudies.study(63));
  }

  @Test
  @Requirement({"QIDO-06", "QIDO-07", "QIDO-13", "QIDO-15", "QIDO-22"})
  void thePageFindsStudiesByEachOfItsFields(@TempDir Path folder) {
    loadWorkList(folder);
    List<JsonPath> shown =
        steps(
            "name=Lovel",
            "name=müller",
            "id=BER-1",
            "accession=ACC-78",
            "description=follow",
            "modality=us&from=2024-01-01&to=2024-12-31",
            "from=2024-06-16&to=2024-06-30",
            "to=2023-02-01&name=M",
            "name=Crowd",
            "next",
            "previous",
            "id=NOBODY");

    assertThat(shown.stream().limit(8).map(one -> one.<String>getList("people")))
        .satisfiesExactly(
            both -> assertThat(both).containsExactlyInAnyOrder("Lovelace, Ada", "Lovell, Bernard"),
            one -> assertThat(one).containsExactly("Müller, Jörg"),
            one -> assertThat(one).containsExactly("Lovell, Bernard"),
            one -> assertThat(one).containsExactly("Lovell, Bernard"),
            one -> assertThat(one).containsExactly("Lovelace, Ada"),
            one -> assertThat(one).containsExactly("Lovelace, Ada"),
            one -> assertThat(one).containsExactly("Lovell, Bernard"),
            one -> assertThat(one).containsExactly("Müller, Jörg"));
    assertThat(shown.get(8).getList("people")).hasSize(50);
    assertThat(shown.get(8).getString("count")).isIn("1 to 50; there are more", "1 to 50 of 60");
    assertThat(shown.get(8).getBoolean("next")).isTrue();
    assertThat(shown.get(9).getList("people")).hasSize(10);
    assertThat(shown.get(9).getString("count")).isEqualTo("51 to 60 of 60");
    assertThat(shown.get(9).getBoolean("next")).isFalse();
    assertThat(shown.get(10).getList("people")).isEqualTo(shown.get(8).getList("people"));
    assertThat(shown.get(11).getString("count")).isEqualTo("No study found");
  }

  @Test
  void theOpenApiDocumentIsValid() {
    Programs.Outcome outcome = run("openapi.mjs");

    assertThat(outcome.output().strip()).isEqualTo("valid 3.1");
  }

  private List<JsonPath> steps(String... steps) {
    Programs.Outcome outcome =
        Programs.outcome(
            Stream.concat(
                    Stream.of(
                        "node",
                        "src/test/viewers/page.mjs",
                        Peers.viewers().toString(),
                        dicomweb.resolve("/").toString()),
                    Stream.of(steps))
                .toList());
    assertThat(outcome.status()).as(outcome.output()).isZero();
    return outcome.output().lines().map(JsonPath::from).toList();
  }

  private static void loadWorkList(Path folder) {
    try {
      WorkListStudies.write(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    OrthancResource.server().uploadOnce(folder);
  }

  private static DemoInstance demoDocument() {
    return DemoData.instances().stream()
        .filter(one -> one.sopClassUid().equals(SopClass.EncapsulatedPDFStorage))
        .findFirst()
        .orElseThrow();
  }

  private Programs.Outcome run(String script, String... arguments) {
    return viewers().run(script, List.of(arguments));
  }

  /** Gives a file to Orthanc; returns its Study Instance UID. */
  private static String load(Path file) {
    String orthanc = OrthancResource.server().restRoot();
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String study =
        RestAssured.given()
            .contentType("application/dicom")
            .body(bytes)
            .post(orthanc + "/instances")
            .jsonPath()
            .getString("ParentStudy");
    return RestAssured.get(orthanc + "/studies/" + study)
        .jsonPath()
        .getString("MainDicomTags.StudyInstanceUID");
  }
}
