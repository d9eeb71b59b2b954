package io.isthmus.pixel.codec;

import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fragments of encapsulated pixel data, and which of them begin a frame (PS3.5 A.4). */
final class Fragments {
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_HEADER = 8;
  private static final int BASIC_ENTRY = 4;
  private static final int EXTENDED_ENTRY = 8;
  private static final int JPEG_START = 0xFFD8;
  private static final int JPEG_2000_START = 0xFF4F;

  private final PositionalReads bytes;
  private final Extent basicOffsets;
  private final List<Extent> fragments;
  private final int frames;

  private Fragments(
      PositionalReads bytes, Extent basicOffsets, List<Extent> fragments, int frames) {
    this.bytes = bytes;
    this.basicOffsets = basicOffsets;
    this.fragments = fragments;
    this.frames = frames;
  }

  /** Reads the item headers of pixel data that hold this many frames. */
  static Fragments read(PositionalReads bytes, Element.Located pixels, int frames)
      throws IOException {
    List<Extent> items = new ArrayList<>();
    long end = pixels.offset() + pixels.length();
    long at = pixels.offset();
    while (at < end) {
      ByteBuffer header = bytes(bytes, new Extent(at, ITEM_HEADER));
      int tag = Tag.of(header.getShort() & 0xFFFF, header.getShort() & 0xFFFF);
      Extent item = new Extent(at + ITEM_HEADER, Integer.toUnsignedLong(header.getInt()));
      if (tag != ITEM || item.end() > end) {
        throw new MalformedDicomException("not a fragment", at, pixels.tag());
      }
      items.add(item);
      at = item.end();
    }
    if (items.isEmpty()) {
      throw new MalformedDicomException("no offset table", at, pixels.tag());
    }
    return new Fragments(
        bytes, items.getFirst(), List.copyOf(items.subList(1, items.size())), frames);
  }

  /** The fragments of each frame; empty where they cannot be told apart. */
  Optional<List<List<Extent>>> frames(DataSet image) throws IOException {
    if (fragments.isEmpty()) {
      return Optional.empty();
    }
    if (frames == 1) {
      return Optional.of(List.of(fragments));
    }
    Optional<List<Integer>> starts = byExtendedOffsets(image);
    if (starts.isEmpty()) {
      starts = byOffsets(offsets(basicOffsets, BASIC_ENTRY));
    }
    if (starts.isEmpty() && fragments.size() == frames) {
      starts = Optional.of(IntStream.range(0, frames).boxed().toList());
    }
    if (starts.isEmpty()) {
      starts = byCodestreams();
    }
    return starts.map(this::grouped);
  }

  private List<List<Extent>> grouped(List<Integer> starts) {
    return IntStream.range(0, frames)
        .mapToObj(i -> {
          int end = i + 1 < frames ? starts.get(i + 1) : fragments.size();
          return fragments.subList(starts.get(i), end);
        })
        .toList();
  }

  private Optional<List<Integer>> byExtendedOffsets(DataSet image) throws IOException {
    return image.get(Tag.ExtendedOffsetTable).orElse(null)
            instanceof Element.Located(int tag, var vr, long offset, long length, boolean packed)
        ? byOffsets(offsets(new Extent(offset, length), EXTENDED_ENTRY))
        : Optional.empty();
  }

  /** Offsets count from the first fragment's item; each must be that of an item. */
  private Optional<List<Integer>> byOffsets(List<Long> offsets) {
    List<Integer> starts = new ArrayList<>();
    int fragment = 0;
    for (long offset : offsets) {
      while (fragment < fragments.size() && itemOffset(fragment) < offset) {
        fragment++;
      }
      if (fragment == fragments.size() || itemOffset(fragment) != offset) {
        return Optional.empty();
      }
      starts.add(fragment++);
    }
    return asFrames(starts);
  }

  private long itemOffset(int fragment) {
    return fragments.get(fragment).offset() - fragments.getFirst().offset();
  }

  private List<Long> offsets(Extent table, int entry) throws IOException {
    if (table.length() != (long) entry * frames) {
      return List.of();
    }
    ByteBuffer entries = bytes(bytes, table);
    List<Long> offsets = new ArrayList<>();
    while (entries.hasRemaining()) {
      offsets.add(
          entry == BASIC_ENTRY ? Integer.toUnsignedLong(entries.getInt()) : entries.getLong());
    }
    return offsets;
  }

  /** A fragment that begins a frame begins with the start marker of its codestream. */
  private Optional<List<Integer>> byCodestreams() throws IOException {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < fragments.size(); i++) {
      Extent fragment = fragments.get(i);
      if (fragment.length() >= 2) {
        ByteBuffer marker = bytes(bytes, new Extent(fragment.offset(), 2));
        int start = marker.order(ByteOrder.BIG_ENDIAN).getShort() & 0xFFFF;
        if (start == JPEG_START || start == JPEG_2000_START) {
          starts.add(i);
        }
      }
    }
    return asFrames(starts);
  }

  private Optional<List<Integer>> asFrames(List<Integer> starts) {
    return starts.size() == frames && starts.getFirst() == 0
        ? Optional.of(starts)
        : Optional.empty();
  }

  /** Reads bytes that have to be there, in little endian. */
  static ByteBuffer bytes(PositionalReads bytes, Extent extent) throws IOException {
    ByteBuffer read =
        ByteBuffer.allocate(Math.toIntExact(extent.length())).order(ByteOrder.LITTLE_ENDIAN);
    fill(bytes, read, extent.offset());
    return read.flip();
  }

  /** Fills the rest of a buffer. */
  static void fill(PositionalReads bytes, ByteBuffer into, long offset) throws IOException {
    long at = offset;
    while (into.hasRemaining()) {
      int read = bytes.read(into, at);
      if (read < 0) {
        throw new MalformedDicomException("the pixel data end early", at, 0);
      }
      at += read;
    }
  }
}
