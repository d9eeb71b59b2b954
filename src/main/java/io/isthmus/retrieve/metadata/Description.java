package io.isthmus.retrieve.metadata;

import java.io.IOException;
import java.io.OutputStream;

/** The metadata of one instance as they go out. Immutable. */
public final class Description {
  private final long series;
  private final long instance;
  private final byte[] text;

  /**
   * Metadata with what they are sorted by.
   *
   * @param series Series Number
   * @param instance Instance Number
   * @param text in the format in which they were asked for; not a copy, nobody changes it
   */
  Description(long series, long instance, byte[] text) {
    this.series = series;
    this.instance = instance;
    this.text = text;
  }

  long series() {
    return series;
  }

  long instance() {
    return instance;
  }

  /** Bytes that they take. */
  public int length() {
    return text.length;
  }

  void write(OutputStream out) throws IOException {
    out.write(text);
  }
}
