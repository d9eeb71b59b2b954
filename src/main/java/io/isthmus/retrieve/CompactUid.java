package io.isthmus.retrieve;

/**
 * A UID in less than half of the memory of a String: there may be a million of them. Equal exactly
 * where the UIDs are.
 */
sealed interface CompactUid {
  /** Of any UID, also one that is none by PS3.5 9.1. */
  static CompactUid of(String uid) {
    return Packed.fits(uid) ? Packed.of(uid) : new Other(uid);
  }

  /** The UID. */
  @Override
  String toString();

  /** At most 64 digits and dots, four bits each, from the lowest of the first word on. */
  record Packed(long first, long second, long third, long fourth) implements CompactUid {
    private static final int MOST = 64;
    private static final int PER_WORD = 16;
    private static final int BITS = 4;
    private static final long SPREAD = 0x9E3779B97F4A7C15L;
    private static final String LETTERS = "\0" + "0123456789.";

    private static boolean fits(String uid) {
      return uid.length() <= MOST && uid.chars().allMatch(letter -> code(letter) > 0);
    }

    private static Packed of(String uid) {
      long[] words = new long[MOST / PER_WORD];
      for (int i = 0; i < uid.length(); i++) {
        words[i / PER_WORD] |= (long) code(uid.charAt(i)) << ((i % PER_WORD) * BITS);
      }
      return new Packed(words[0], words[1], words[2], words[3]);
    }

    /** Zero where a UID has no such letter. */
    private static int code(int letter) {
      return Math.max(0, LETTERS.indexOf(letter));
    }

    /** UIDs differ in few bits, which the hash code of a record would not spread. */
    @Override
    public int hashCode() {
      long hash = 0;
      for (long word : new long[] {first, second, third, fourth}) {
        hash = (hash + word) * SPREAD;
      }
      return (int) (hash >>> Integer.SIZE);
    }

    @Override
    public String toString() {
      StringBuilder uid = new StringBuilder(MOST);
      for (long word : new long[] {first, second, third, fourth}) {
        for (long left = word; left != 0; left >>>= BITS) {
          uid.append(LETTERS.charAt((int) (left & 0xF)));
        }
      }
      return uid.toString();
    }
  }

  /** As it came. */
  record Other(String uid) implements CompactUid {
    @Override
    public String toString() {
      return uid;
    }
  }
}
