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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
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
          "quarkus.http.cors.enabled",
          "true",
          "quarkus.http.cors.origins",
          "/http:\\/\\/127\\.0\\.0\\.1:.*/");
    }
  }

  /** One of each compression of which the corpus has an image that a viewer takes for one. */
  private static final List<String> COMPRESSED =
      List.of(
          "ultrasound-multi-frame/examples_ybr_color.dcm",
          "secondary-capture/JPEG-lossy.dcm",
          "ct/CTImage.dcm_JPEGProcess14TransferSyntax_1.2.840.10008.1.2.4.57.dcm",
          "ct/CT-JPEGLosslessSV1.dcm",
          "secondary-capture/TestPattern_JPEG-LS-Lossless.dcm",
          "ct/CT2_J2KR.dcm");

  @TestHTTPResource("/dicomweb")
  URI dicomweb;

  private Path packages = Path.of("");

  @BeforeEach
  void findViewers() {
    packages = Peers.viewers();
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
    assertShown(studies);
  }

  @Test
  @Requirement({"COM-17", "MT-16"})
  void ohifDrawsCompressedImagesOfEveryKind() {
    Path corpus = Peers.corpus();
    assertShown(COMPRESSED.stream().map(file -> load(corpus.resolve(file)) + "=image").toList());
  }

  @Test
  @Requirement({"COM-17", "WADO-25", "WADO-27"})
  void ohifShowsReportsAndDocuments(@TempDir Path folder) throws IOException {
    String report = load(Peers.corpus().resolve("basic-text-sr/reportsi.dcm"));
    String document = load(DemoFiles.write(demoDocument(), folder));

    assertShown(List.of(report + "=text:Document Title", document + "=pdf"));
  }

  private void assertShown(List<String> studies) {
    Programs.Outcome outcome = run("ohif.mjs", studies.toArray(String[]::new));

    assertThat(outcome.status()).as(outcome.output()).isZero();
    assertThat(outcome.output().lines())
        .hasSize(studies.size())
        .allMatch(line -> line.contains("\"seen\":true") && line.contains("\"refused\":[]"));
  }

  private static DemoInstance demoDocument() {
    return DemoData.instances().stream()
        .filter(one -> one.sopClassUid().equals(SopClass.EncapsulatedPDFStorage))
        .findFirst()
        .orElseThrow();
  }

  private Programs.Outcome run(String script, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                "src/test/viewers/" + script,
                packages.toString(),
                dicomweb.toString().replaceAll("/$", "")));
    command.addAll(List.of(arguments));
    return Programs.outcome(command);
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
