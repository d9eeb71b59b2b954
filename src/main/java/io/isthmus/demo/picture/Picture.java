package io.isthmus.demo.picture;

/**
 * Pixels that are made when they are asked for, always the same. Thread safe; the rows of one frame
 * belong to one thread.
 */
public interface Picture {
  /** How the pixels are laid out. */
  PixelFormat format();

  /** How many frames there are, at least 1. */
  default int frames() {
    return 1;
  }

  /** Prepares a frame, counted from 0. */
  Rows frame(int index);

  /** The rows of one frame, in any order. */
  interface Rows {
    /** Puts row {@code y}, counted from 0, into the array as native little endian Pixel Data. */
    void row(int y, byte[] target);
  }
}
