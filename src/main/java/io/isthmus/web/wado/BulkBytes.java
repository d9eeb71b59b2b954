package io.isthmus.web.wado;

import io.isthmus.pixel.codec.FrameConversion;
import io.isthmus.retrieve.content.BitFrames.BitRange;
import io.isthmus.retrieve.content.ByteRange;
import java.util.ArrayList;
import java.util.List;

/** Where the bytes of a part come from. */
sealed interface BulkBytes {

  /** Whole bytes of an instance, one piece after the other. */
  record Pieces(List<ByteRange> pieces) implements BulkBytes {
    public Pieces {
      pieces = List.copyOf(pieces);
    }

    /** Bytes in all. */
    long length() {
      return pieces.stream().mapToLong(ByteRange::length).sum();
    }

    /** A part of them. */
    Pieces cut(long first, long length) {
      List<ByteRange> cut = new ArrayList<>();
      long skip = first;
      long left = length;
      for (ByteRange piece : pieces) {
        long some = Math.min(left, piece.length() - skip);
        if (some > 0) {
          cut.add(new ByteRange(piece.offset() + skip, some));
          left -= some;
        }
        skip = Math.max(0, skip - piece.length());
      }
      return new Pieces(cut);
    }
  }

  /** A frame that may begin within a byte. */
  record Bits(BitRange range) implements BulkBytes {}

  /**
   * Frames that are made of those of an image, one after the other.
   *
   * @param first number of the first
   * @param last number of the last; the same where each is a codestream
   */
  record Made(PixelImage image, FrameConversion conversion, int first, int last)
      implements BulkBytes {

    /** Bytes of native frames in all. */
    long nativeLength() {
      return (conversion.nativeBits() * (last - first + 1L) + Byte.SIZE - 1) / Byte.SIZE;
    }
  }
}
