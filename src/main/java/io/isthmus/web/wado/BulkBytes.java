package io.isthmus.web.wado;

import io.isthmus.retrieve.BitFrames.BitRange;
import io.isthmus.retrieve.ByteRange;
import java.util.ArrayList;
import java.util.List;

/** Where the bytes of a bulk value or frame lie in an instance. */
sealed interface BulkBytes {

  /** Bytes when given. */
  long length();

  /** Whole bytes, one piece after the other. */
  record Pieces(List<ByteRange> pieces) implements BulkBytes {
    public Pieces {
      pieces = List.copyOf(pieces);
    }

    @Override
    public long length() {
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
  record Bits(BitRange range) implements BulkBytes {
    @Override
    public long length() {
      return range.length();
    }
  }
}
