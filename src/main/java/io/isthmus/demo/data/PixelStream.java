package io.isthmus.demo.data;

import io.isthmus.demo.picture.Picture;
import io.isthmus.demo.picture.PixelFormat;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A data set whose Pixel Data is made while it is read: the encoded header, then (7FE0,0010) row by
 * row, or as RLE fragments frame by frame with an empty Basic Offset Table.
 */
final class PixelStream extends InputStream {
  private static final int BLOCK = 1 << 16;
  private static final int ITEM = 0xE000FFFE;
  private static final int DELIMITER = 0xE0DDFFFE;

  private final Picture picture;
  private final PixelFormat format;
  private final boolean encapsulated;
  private ByteBuffer block;
  private int frame;
  private Picture.@Nullable Rows rows;
  private int row;
  private boolean ended;

  PixelStream(byte[] header, TransferSyntax syntax, Picture picture) {
    this.picture = picture;
    this.format = picture.format();
    this.encapsulated = syntax.encapsulated();
    long length = format.frameLength() * picture.frames();
    ByteBuffer start = littleEndian(header.length + 12 + 8).put(header);
    start.putShort((short) 0x7FE0).putShort((short) 0x0010);
    if (syntax.explicitVr()) {
      boolean words = !encapsulated && format.bitsAllocated() > 8;
      start.put((byte) 'O').put((byte) (words ? 'W' : 'B')).putShort((short) 0);
    }
    start.putInt(encapsulated ? -1 : Math.toIntExact(length));
    if (encapsulated) {
      start.putInt(ITEM).putInt(0);
    }
    this.block = start.flip();
  }

  @Override
  public int read() {
    return fill() ? block.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, block.remaining());
    block.get(target, offset, count);
    return count;
  }

  private boolean fill() {
    while (!block.hasRemaining() && !ended) {
      if (frame == picture.frames()) {
        block = encapsulated ? littleEndian(8).putInt(DELIMITER).putInt(0).flip() : block;
        ended = true;
      } else if (encapsulated) {
        byte[] bytes = RleEncoder.encode(format, picture.frame(frame++));
        block = littleEndian(bytes.length + 8).putInt(ITEM).putInt(bytes.length).put(bytes).flip();
      } else {
        nextRows();
      }
    }
    return block.hasRemaining();
  }

  private void nextRows() {
    Picture.Rows current = rows == null ? picture.frame(frame) : rows;
    rows = current;
    byte[] line = new byte[format.rowLength()];
    int count = Math.clamp(BLOCK / line.length, 1, format.rows() - row);
    ByteBuffer next = littleEndian(count * line.length);
    for (int i = 0; i < count; i++) {
      current.row(row++, line);
      next.put(line);
    }
    block = next.flip();
    if (row == format.rows()) {
      rows = null;
      row = 0;
      frame++;
    }
  }

  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
