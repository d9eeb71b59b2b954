package io.isthmus.retrieve;

import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The fragments of encapsulated pixel data, and which of them begin a frame (PS3.5 A.4). */
final class FragmentTable {
  private static final int ITEM = 0xFFFEE000;
  private static final int ITEM_HEADER = 8;
  private static final int BASIC_ENTRY = 4;
  private static final int EXTENDED_ENTRY = 8;
  private static final int JPEG_START = 0xFFD8;
  private static final int JPEG_2000_START = 0xFF4F;

  private final List<ByteRange> fragments;
  private final ByteRange basicOffsets;
  private final int count;

  private FragmentTable(ByteRange basicOffsets, List<ByteRange> fragments, int count) {
    this.basicOffsets = basicOffsets;
    this.fragments = fragments;
    this.count = count;
  }

  /**
   * Reads the item headers.
   *
   * @param count of the frames
   */
  static FragmentTable read(SpoolReader reader, Element.Located pixels, int count)
      throws IOException {
    List<ByteRange> items = new ArrayList<>();
    long end = pixels.offset() + pixels.length();
    long at = pixels.offset();
    while (at < end) {
      ByteBuffer header = bytes(reader, new ByteRange(at, ITEM_HEADER));
      int tag = Tag.of(header.getShort() & 0xFFFF, header.getShort() & 0xFFFF);
      long length = Integer.toUnsignedLong(header.getInt());
      if (tag != ITEM || at + ITEM_HEADER + length > end) {
        throw new MalformedDicomException("not a fragment", at, pixels.tag());
      }
      items.add(new ByteRange(at + ITEM_HEADER, length));
      at += ITEM_HEADER + length;
    }
    if (items.isEmpty()) {
      throw new MalformedDicomException("no offset table", at, pixels.tag());
    }
    return new FragmentTable(items.getFirst(), List.copyOf(items.subList(1, items.size())), count);
  }

  /** The frames; empty where the fragments cannot be told apart. */
  Optional<List<List<ByteRange>>> frames(DataSet dataSet, SpoolReader reader) throws IOException {
    if (fragments.isEmpty()) {
      return Optional.empty();
    }
    if (count == 1) {
      return Optional.of(List.of(fragments));
    }
    Optional<List<Integer>> starts = byExtendedOffsets(dataSet, reader);
    if (starts.isEmpty()) {
      starts = byOffsets(offsets(reader, basicOffsets, BASIC_ENTRY));
    }
    if (starts.isEmpty() && fragments.size() == count) {
      starts = Optional.of(IntStream.range(0, count).boxed().toList());
    }
    if (starts.isEmpty()) {
      starts = byCodestreams(reader);
    }
    return starts.map(found -> FrameIndex.grouped(fragments, found));
  }

  private Optional<List<Integer>> byExtendedOffsets(DataSet dataSet, SpoolReader reader)
      throws IOException {
    return dataSet.get(Tag.ExtendedOffsetTable).orElse(null)
            instanceof Element.Located(int tag, var vr, long offset, long length, boolean packed)
        ? byOffsets(offsets(reader, new ByteRange(offset, length), EXTENDED_ENTRY))
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

  private List<Long> offsets(SpoolReader reader, ByteRange table, int entry) throws IOException {
    if (table.length() != (long) entry * count) {
      return List.of();
    }
    ByteBuffer bytes = bytes(reader, table);
    List<Long> offsets = new ArrayList<>();
    while (bytes.hasRemaining()) {
      offsets.add(entry == BASIC_ENTRY ? Integer.toUnsignedLong(bytes.getInt()) : bytes.getLong());
    }
    return offsets;
  }

  /** A frame begins with the start marker of its codestream. */
  private Optional<List<Integer>> byCodestreams(SpoolReader reader) throws IOException {
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < fragments.size(); i++) {
      ByteRange fragment = fragments.get(i);
      if (fragment.length() >= 2) {
        ByteBuffer marker = bytes(reader, new ByteRange(fragment.offset(), 2));
        int start = marker.order(ByteOrder.BIG_ENDIAN).getShort() & 0xFFFF;
        if (start == JPEG_START || start == JPEG_2000_START) {
          starts.add(i);
        }
      }
    }
    return asFrames(starts);
  }

  private Optional<List<Integer>> asFrames(List<Integer> starts) {
    return starts.size() == count && starts.getFirst() == 0
        ? Optional.of(starts)
        : Optional.empty();
  }

  private static ByteBuffer bytes(SpoolReader reader, ByteRange range) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(range.length())).order(ByteOrder.LITTLE_ENDIAN);
    reader.seek(range.offset());
    while (bytes.hasRemaining()) {
      if (reader.read(bytes) < 0) {
        throw new MalformedDicomException("the pixel data end early", range.offset(), 0);
      }
    }
    return bytes.flip();
  }
}
