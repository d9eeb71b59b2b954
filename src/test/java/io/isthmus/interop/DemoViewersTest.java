package io.isthmus.interop;

import io.isthmus.Requirement;
import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.data.SopClass;
import io.isthmus.dicom.data.Tag;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The viewer OHIF in front of the demo PACS. */
@QuarkusTest
@TestProfile(DemoViewersTest.DemoPacs.class)
class DemoViewersTest {

  /** The demo PACS, set up for viewers that come from elsewhere. */
  public static final class DemoPacs implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "isthmus.demo",
          "true",
          "isthmus.dimse.port",
          Integer.toString(Programs.freePort()),
          "quarkus.http.cors.enabled",
          "true",
          "quarkus.http.cors.origins",
          Viewers.ORIGINS);
    }
  }

  @TestHTTPResource("/dicomweb")
  URI dicomweb;

  @Test
  @Requirement({"COM-17", "MT-16", "WADO-25", "WADO-27"})
  void ohifShowsEveryStudyOfTheDemoPacs() {
    Map<String, String> signs = new LinkedHashMap<>();
    for (DemoInstance instance : DemoData.instances()) {
      String study = instance.header().string(Tag.StudyInstanceUID).orElseThrow();
      boolean document = instance.sopClassUid().equals(SopClass.EncapsulatedPDFStorage);
      signs.merge(study, document ? "pdf" : "image", (one, other) -> "image");
    }
    Viewers.of(dicomweb)
        .assertShown(
            signs.entrySet().stream().map(one -> one.getKey() + "=" + one.getValue()).toList());
  }
}
