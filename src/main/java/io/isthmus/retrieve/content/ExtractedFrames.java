package io.isthmus.retrieve.content;

import java.util.List;

/** Some frames of an instance, in an instance of their own that is given to nobody (PS3.4 Y). */
public final class ExtractedFrames implements AutoCloseable {
  private final InstanceContent content;
  private final List<Integer> numbers;

  /**
   * Of what the PACS made.
   *
   * @param numbers of its frames in the instance that they were taken from, ascending
   */
  ExtractedFrames(InstanceContent content, List<Integer> numbers) {
    this.content = content;
    this.numbers = List.copyOf(numbers);
  }

  /** The instance that the PACS made of them. */
  public InstanceContent content() {
    return content;
  }

  /**
   * The number in {@link #content} of a frame that was asked for.
   *
   * @param number in the instance that it was taken from
   */
  public int position(int number) {
    return numbers.indexOf(number) + 1;
  }

  /** Its file goes. */
  @Override
  public void close() {
    content.close();
  }
}
