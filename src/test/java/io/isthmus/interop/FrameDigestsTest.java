package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.Frames;
import io.isthmus.pixel.codec.ImageFile;
import io.isthmus.pixel.worker.IsolatedLibraries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every frame of the corpus is decoded to the pixels that DCMTK, GDCM, Grok and djxl make of it;
 * the digests were made by {@code src/test/python/frame_digests.py}. C code runs in workers.
 */
class FrameDigestsTest {
  private static final String RESOURCE = "/io/isthmus/pixel/codec/frame-digests.txt";

  /**
   * Files with frames of another size than the image: DCMTK pours such a frame into the rows of the
   * image, we refuse it.
   */
  private static final Set<String> REFUSED = Set.of("vl-whole-slide-microscopy/multiframe.dcm");

  private final IsolatedLibraries libraries = IsolatedLibraries.find();
  private final FrameCodecs codecs = libraries.codecs();

  @AfterEach
  void end() {
    libraries.close();
  }

  @Test
  void everyFrameOfTheCorpusIsDecodedAsByDcmtkAndGdcm() throws Exception {
    Path corpus = Peers.corpus();
    List<String> different = new ArrayList<>();
    Set<TransferSyntax> seen = new TreeSet<>(java.util.Comparator.comparing(TransferSyntax::uid));
    for (String line : lines()) {
      String[] fields = line.split(" ", -1);
      ImageFile image = ImageFile.read(corpus.resolve(fields[0]));
      if (codecs.decoder(image.syntax()).isPresent()) {
        seen.add(image.syntax());
        String decoded = decoded(image);
        if (REFUSED.contains(fields[0])) {
          assertThat(decoded).contains("CodecException").contains("55 x 240");
        } else if (!decoded.equals(fields[1] + " " + fields[2])) {
          different.add(image.syntax().uid() + " " + fields[0] + ": " + decoded);
        }
      }
    }
    assertThat(different).isEmpty();
    assertThat(seen).hasSizeGreaterThanOrEqualTo(12);
  }

  private String decoded(ImageFile image) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try {
      Frames frames = image.frames().orElseThrow();
      for (int number = 1; number <= frames.count(); number++) {
        digest.update(image.decode(codecs, number));
      }
      return frames.count() + " " + HexFormat.of().formatHex(digest.digest());
    } catch (IOException | RuntimeException e) {
      return e.toString();
    }
  }

  private static List<String> lines() throws IOException {
    try (InputStream in = FrameDigestsTest.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
