package io.isthmus.dicom.codec;

/** Turns the byte order of words round (PS3.5 7.3). */
final class ByteSwap {
  private ByteSwap() {}

  /** Swaps whole words in place; what is left at the end stays as it is. */
  static void swap(byte[] bytes, int from, int length, int unit) {
    if (unit == 1) {
      return;
    }
    int end = from + length - length % unit;
    for (int word = from; word < end; word += unit) {
      for (int low = word, high = word + unit - 1; low < high; low++, high--) {
        byte first = bytes[low];
        bytes[low] = bytes[high];
        bytes[high] = first;
      }
    }
  }
}
