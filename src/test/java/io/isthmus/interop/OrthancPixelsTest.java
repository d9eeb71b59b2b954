package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.web.wado.Multipart;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Pixels of the real files through the gateway in front of an Orthanc, as DCMTK and GDCM have them.
 */
@QuarkusTest
@WithTestResource(
    value = OrthancResource.class,
    scope = TestResourceScope.RESTRICTED_TO_CLASS,
    initArgs = @ResourceArg(name = "retrieve", value = "auto"))
class OrthancPixelsTest {
  private static final String OCTETS = "application/octet-stream";
  private static final String NATIVE = OCTETS + "; transfer-syntax=1.2.840.10008.1.2.1";

  /** Frames of another size than the image, which DCMTK pours into the rows of the image. */
  private static final Set<String> REFUSED = Set.of("vl-whole-slide-microscopy/multiframe.dcm");

  private static final Pattern PATH =
      Pattern.compile("/studies/[0-9.]+/series/[0-9.]+/instances/[0-9.]+");

  private final HttpClient client = HttpClient.newHttpClient();
  private final FrameCodecs codecs =
      FrameCodecs.probe(List.of(new JavaCodecs()), Integer.MAX_VALUE);

  @TestHTTPResource("/dicomweb")
  URI dicomweb;

  @BeforeEach
  void loadOnce() {
    OrthancResource.server().uploadOnce(Peers.corpus());
  }

  @Test
  @Requirement({"WADO-33", "MT-12", "MT-14", "MT-05"})
  void everyFrameAskedForUncompressedHasThePixelsOfDcmtkAndGdcm() throws Exception {
    List<String> different = new ArrayList<>();
    Map<TransferSyntax, Integer> seen =
        new TreeMap<>(java.util.Comparator.comparing(TransferSyntax::uid));
    for (List<CorpusFrames> sameUid : held().values()) {
      CorpusFrames image = sameUid.getFirst();
      String list =
          IntStream.rangeClosed(1, image.frames())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(","));
      HttpResponse<byte[]> frames = get(image.path() + "/frames/" + list);
      HttpResponse<byte[]> pixels = get(image.path() + "/pixeldata");
      if (REFUSED.contains(image.file()) || undecodable(image)) {
        if (frames.statusCode() != 406 || pixels.statusCode() != 406) {
          different.add(image.file() + " is not refused: " + frames.statusCode());
        }
        continue;
      }
      seen.merge(image.stored(), 1, Integer::sum);
      Set<String> expected = sameUid.stream().map(CorpusFrames::digest).collect(Collectors.toSet());
      if (!expected.contains(digest(frames, image.frames()))) {
        different.add(image.stored().uid() + " " + image.file() + ": " + frames.statusCode());
      }
      // Native pixel data are given as they are stored, with their padding.
      if (image.stored().encapsulated() && !expected.contains(digest(pixels, 1))) {
        different.add("pixel data of " + image.stored().uid() + " " + image.file());
      }
    }
    assertThat(different).isEmpty();
    assertThat(seen).as("transfer syntaxes with their images").hasSizeGreaterThanOrEqualTo(11);
  }

  private boolean undecodable(CorpusFrames image) {
    return codecs.decoder(image.stored()).isEmpty();
  }

  /** Those that Orthanc sends, by their SOP Instance UID, which several files may have. */
  private static Map<String, List<CorpusFrames>> held() throws IOException {
    return CorpusFrames.all(Peers.corpus()).stream()
        .filter(image -> !OrthancCorpus.NOT_SENT.contains(image.sop()))
        .filter(image -> PATH.matcher(image.path()).matches())
        .collect(Collectors.groupingBy(CorpusFrames::sop, TreeMap::new, Collectors.toList()));
  }

  private static String digest(HttpResponse<byte[]> response, int parts)
      throws NoSuchAlgorithmException {
    if (response.statusCode() != 200) {
      return "status " + response.statusCode();
    }
    String type = response.headers().firstValue("Content-Type").orElseThrow();
    List<Multipart.Part> given = Multipart.parse(type, response.body()).parts();
    assertThat(given).hasSize(parts);
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (Multipart.Part part : given) {
      assertThat(part.headers()).containsEntry("Content-Type", NATIVE);
      digest.update(part.bytes());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private HttpResponse<byte[]> get(String path) throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(dicomweb + path))
            .header("Accept", "multipart/related; type=\"" + OCTETS + "\"")
            .build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
