package io.isthmus.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A number from 1 on. */
public final class PositiveConverter implements Converter<Integer> {
  private static final long serialVersionUID = 1;

  @Override
  public Integer convert(String value) {
    return Range.of(value, 1, Integer.MAX_VALUE, "a limit");
  }
}
