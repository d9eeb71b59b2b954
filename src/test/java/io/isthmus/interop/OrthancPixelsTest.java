package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.JavaCodecs;
import io.isthmus.pixel.jpeg2000.OpenJpegCodecs;
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
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
      FrameCodecs.probe(List.of(new JavaCodecs(), new OpenJpegCodecs()), Integer.MAX_VALUE);

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
      if (undecodable(image) && frames.statusCode() == 406) {
        continue;
      }
      if (REFUSED.contains(image.file())) {
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
      // Native pixel data are given as they are stored, with their padding; frames that end within
      // a byte follow each other without it, and in the digests with it.
      boolean judged =
          image.stored().encapsulated() && image.description().frameBits() % Byte.SIZE == 0;
      if (judged && !expected.contains(digest(pixels, 1))) {
        different.add("pixel data of " + image.stored().uid() + " " + image.file());
      }
    }
    assertThat(different).isEmpty();
    assertThat(seen).as("transfer syntaxes with their images").hasSizeGreaterThanOrEqualTo(11);
  }

  @ParameterizedTest
  @Requirement({"WADO-03", "WADO-16", "MT-12", "MT-14"})
  @ValueSource(
      strings = {
        "1.2.840.10008.1.2.1",
        "1.2.840.10008.1.2.4.70",
        "1.2.840.10008.1.2.4.80",
        "1.2.840.10008.1.2.4.90",
        "1.2.840.10008.1.2.5"
      })
  void everyImageIsHadInEverySyntaxWithThePixelsOfDcmtkAndGdcm(String target, @TempDir Path folder)
      throws Exception {
    Peers.needCodec(codecs, TransferSyntax.of(target), "libopenjp2-7");
    Path files = Files.createDirectory(folder.resolve("files"));
    Path answers = Files.createDirectory(folder.resolve("answers"));
    Map<String, List<CorpusFrames>> given = new TreeMap<>();
    int compared = 0;
    for (List<CorpusFrames> sameUid : held().values()) {
      CorpusFrames image = sameUid.getFirst();
      HttpResponse<byte[]> response =
          get(
              image.path(),
              "multipart/related; type=\"application/dicom\"; transfer-syntax=" + target);
      boolean possible =
          undecodable(image)
              ? response.statusCode() == 200
              : possible(image, TransferSyntax.of(target));
      assertThat(response.statusCode()).as(image.file()).isEqualTo(possible ? 200 : 406);
      if (possible && !image.stored().uid().equals(target) && hasPixelData(image)) {
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        Multipart.Part part = Multipart.parse(type, response.body()).parts().getFirst();
        assertThat(part.headers())
            .containsEntry("Content-Type", "application/dicom; transfer-syntax=" + target);
        if (target.endsWith(".1") || isJudged(image)) {
          Files.write(files.resolve(image.sop() + ".dcm"), part.bytes());
          given.put(image.sop() + ".dcm", sameUid);
        }
        Files.write(answers.resolve(image.sop() + ".multipart"), response.body());
        Files.writeString(answers.resolve(image.sop() + ".type"), type);
        compared++;
      }
    }

    String same =
        python("same_instances.py", Peers.corpus().toString(), answers.toString(), "transcoded");
    assertThat(same).contains(compared + " instances compared, 0 differences");
    List<String> different = new ArrayList<>(given.keySet());
    for (String line : python("frame_digests.py", files.toString()).lines().toList()) {
      String[] fields = line.split(" ", -1);
      boolean right =
          given.getOrDefault(fields[0], List.of()).stream()
              .anyMatch(image -> image.digest().equals(fields[fields.length - 1]));
      if (right) {
        different.remove(fields[0]);
      } else {
        different.add(line);
      }
    }
    assertThat(different).isEmpty();
    assertThat(given).hasSizeGreaterThan(60);
  }

  /** Neither DCMTK nor GDCM decodes what is compressed of single bits or of very long samples. */
  private static boolean isJudged(CorpusFrames image) {
    int bits = image.description().bitsAllocated();
    return bits >= Byte.SIZE && bits <= Integer.SIZE;
  }

  /** Float pixel data have no compressed form, and come in Explicit VR Little Endian. */
  private static boolean hasPixelData(CorpusFrames image) {
    return !image.file().contains("parametric");
  }

  private boolean possible(CorpusFrames image, TransferSyntax target) throws IOException {
    return image.stored().equals(target)
        || !hasPixelData(image)
        || (!REFUSED.contains(image.file())
            && (!target.encapsulated()
                || codecs
                    .encoder(target)
                    .orElseThrow()
                    .accepts(
                        codecs
                            .decoder(image.stored())
                            .orElseThrow()
                            .decoded(image.description()))));
  }

  private static String python(String script, String... arguments) {
    List<String> command =
        new ArrayList<>(List.of(Peers.python(), "-W", "ignore", "src/test/python/" + script));
    command.addAll(List.of(arguments));
    return Programs.outcome(command).output();
  }

  /** By these codecs: where another library is present it may be decoded, as it should be. */
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
    return get(path, "multipart/related; type=\"" + OCTETS + "\"");
  }

  private HttpResponse<byte[]> get(String path, String accept)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(URI.create(dicomweb + path)).header("Accept", accept).build(),
        HttpResponse.BodyHandlers.ofByteArray());
  }
}
