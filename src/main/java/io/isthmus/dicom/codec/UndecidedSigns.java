package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.Tag;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * Output that waits for Pixel Representation where an element before it is US or SS as that tells.
 * Held are the bytes since the first undecided element, up to a limit, beyond which it is US: only
 * a few elements, all of old or rare objects, come before (0028,0103).
 */
final class UndecidedSigns extends OutputStream {
  private static final int LIMIT = 1024 * 1024;
  private static final int UNKNOWN = -1;
  private static final int UNSIGNED = 0;
  private static final int SIGNED = 1;
  private static final int VR_IN_HEADER = 4;

  private final OutputStream out;
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final List<Mark> marks = new ArrayList<>();
  private final List<State> levels = new ArrayList<>();

  /** What is known of Pixel Representation in one data set or item. */
  private static final class State {
    int representation = UNKNOWN;
    boolean passed;
  }

  /** The place of a VR to be patched, and the level whose statement it waits for. */
  private static final class Mark {
    final int place;
    int level;

    Mark(int place, int level) {
      this.place = place;
      this.level = level;
    }
  }

  UndecidedSigns(OutputStream out) {
    this.out = out;
    levels.add(new State());
  }

  /** Some element before waits; what was written since has to be here before it is decided. */
  boolean isWaiting() {
    return !marks.isEmpty();
  }

  void enterItem() {
    levels.add(new State());
  }

  void leaveItem() throws IOException {
    levels.getLast().passed = true;
    settle();
    levels.removeLast();
  }

  /** An element of the innermost item begins. */
  void element(int tag) throws IOException {
    State here = levels.getLast();
    if (!here.passed && Tag.compare(tag, Tag.PixelRepresentation) > 0) {
      here.passed = true;
      settle();
    }
  }

  void representation(int value) throws IOException {
    levels.getLast().representation = value == SIGNED ? SIGNED : UNSIGNED;
    settle();
  }

  /** The next bytes are the header of an element that is US or SS; true: it is known to be SS. */
  boolean isSigned() {
    Mark mark = new Mark(held.size() + VR_IN_HEADER, levels.size() - 1);
    int known = decide(mark);
    if (known == UNKNOWN) {
      marks.add(mark);
    }
    return known == SIGNED;
  }

  private int decide(Mark mark) {
    while (mark.level >= 0) {
      State state = levels.get(mark.level);
      if (state.representation != UNKNOWN) {
        return state.representation;
      }
      if (!state.passed) {
        return UNKNOWN;
      }
      mark.level--;
    }
    return UNSIGNED;
  }

  private void settle() throws IOException {
    if (marks.isEmpty()) {
      return;
    }
    byte[] bytes = held.toByteArray();
    Iterator<Mark> open = marks.iterator();
    while (open.hasNext()) {
      Mark mark = open.next();
      int known = decide(mark);
      if (known != UNKNOWN) {
        bytes[mark.place] = (byte) (known == SIGNED ? 'S' : 'U');
        open.remove();
      }
    }
    held.reset();
    (marks.isEmpty() ? out : held).write(bytes);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    if (!marks.isEmpty() && held.size() + (long) length > LIMIT) {
      release();
    }
    (marks.isEmpty() ? out : held).write(bytes, from, length);
  }

  /** Gives up waiting: what is undecided stays US. */
  private void release() throws IOException {
    marks.clear();
    held.writeTo(out);
    held.reset();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** The data set ended: nothing can be decided any more. */
  void finish() throws IOException {
    release();
    out.flush();
  }
}
