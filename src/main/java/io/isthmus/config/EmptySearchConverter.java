package io.isthmus.config;

import org.eclipse.microprofile.config.spi.Converter;

/** Status of a search without results: 200 or 204. */
public final class EmptySearchConverter implements Converter<Integer> {
  private static final long serialVersionUID = 1;

  @Override
  public Integer convert(String value) {
    if (!value.equals("200") && !value.equals("204")) {
      throw new IllegalArgumentException(
          "a search without results answers 200 or 204, not " + value);
    }
    return Integer.valueOf(value);
  }
}
