package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was read of an instance to find its values: the same for everyone who reads it. Thread safe.
 */
final class InstanceIndex {
  private static final int ELEMENT_BYTES = 64;
  private static final int FRAME_BYTES = 96;

  private final DataSet dataSet;
  private final int checksum;
  private volatile @Nullable FrameIndex frames;
  private volatile boolean looked;
  private volatile @Nullable String fingerprint;

  /**
   * Of an instance.
   *
   * @param checksum of all its bytes
   */
  InstanceIndex(DataSet dataSet, int checksum) {
    this.dataSet = dataSet;
    this.checksum = checksum;
  }

  DataSet dataSet() {
    return dataSet;
  }

  /** Names the content; made when it is first asked for. */
  String fingerprint() {
    String known = fingerprint;
    if (known == null) {
      known = Fingerprint.of(dataSet, checksum);
      fingerprint = known;
    }
    return known;
  }

  /** Where the frames of the pixel data are, found when they are first asked for. */
  Optional<FrameIndex> frames(InstanceContent content) throws IOException {
    if (!looked) {
      Optional<Element.Located> pixels = FrameIndex.pixels(dataSet);
      frames =
          pixels.isPresent() ? FrameIndex.of(content, dataSet, pixels.get()).orElse(null) : null;
      looked = true;
    }
    return Optional.ofNullable(frames);
  }

  /** Bytes that it takes in memory, about. */
  int weight() {
    int count = dataSet.integer(Tag.NumberOfFrames).orElse(1);
    return (int) Math.min(Integer.MAX_VALUE, weight(dataSet) + (long) count * FRAME_BYTES);
  }

  private static long weight(DataSet level) {
    long weight = ELEMENT_BYTES;
    for (Element element : level) {
      weight += ELEMENT_BYTES;
      switch (element) {
        case Element.Value value -> weight += value.bytes().length;
        case Element.Items sequence -> {
          for (DataSet item : sequence.items()) {
            weight += weight(item);
          }
        }
        case Element.Fragments fragments ->
            weight += fragments.fragments().stream().mapToLong(one -> one.length).sum();
        case Element.Located _, Element.Referenced _ -> weight += ELEMENT_BYTES;
      }
    }
    return weight;
  }
}
