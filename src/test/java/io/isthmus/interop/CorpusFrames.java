package io.isthmus.interop;

import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.FrameDescription;
import io.isthmus.pixel.codec.ImageFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * An image of the corpus, and what DCMTK or GDCM make of its frames (see {@code frame_digests.py}).
 *
 * @param file below the corpus
 * @param path of the instance below the DICOMweb root
 * @param frames how many there are
 * @param digest of their native pixels, hexadecimal
 */
record CorpusFrames(
    String file,
    TransferSyntax stored,
    FrameDescription description,
    String sop,
    String path,
    int frames,
    String digest) {
  private static final String RESOURCE = "/io/isthmus/pixel/codec/frame-digests.txt";

  /** All of them. */
  static List<CorpusFrames> all(Path corpus) throws IOException {
    try (InputStream in = CorpusFrames.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> read(corpus, line.split(" ", -1)))
          .toList();
    }
  }

  private static CorpusFrames read(Path corpus, String[] line) {
    try {
      ImageFile image = ImageFile.read(corpus.resolve(line[0]));
      String sop = image.dataSet().string(Tag.SOPInstanceUID).orElse("");
      String path =
          "/studies/%s/series/%s/instances/%s"
              .formatted(
                  image.dataSet().string(Tag.StudyInstanceUID).orElse(""),
                  image.dataSet().string(Tag.SeriesInstanceUID).orElse(""),
                  sop);
      return new CorpusFrames(
          line[0],
          image.syntax(),
          image.description(),
          sop,
          path,
          Integer.parseInt(line[1]),
          line[2]);
    } catch (IOException e) {
      throw new UncheckedIOException(line[0], e);
    }
  }
}
