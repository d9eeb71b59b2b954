package io.isthmus.web.wado;

import io.isthmus.web.http.BadRequestException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;

/** The frame numbers of a path (WADO-30). */
final class FrameList {
  private static final int MAX_DIGITS = 9;

  private FrameList() {}

  /**
   * The numbers, from 1, in the order asked.
   *
   * @throws BadRequestException for what is no list of different positive integers
   */
  static List<Integer> parse(String list) {
    List<Integer> numbers = Arrays.stream(list.split(",", -1)).map(FrameList::number).toList();
    if (new HashSet<>(numbers).size() < numbers.size()) {
      throw new BadRequestException("a frame is named twice");
    }
    return numbers;
  }

  private static int number(String text) {
    boolean digits =
        !text.isEmpty()
            && text.length() <= MAX_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || Integer.parseInt(text) == 0) {
      throw new BadRequestException("frames are named by integers from 1, separated by commas");
    }
    return Integer.parseInt(text);
  }
}
