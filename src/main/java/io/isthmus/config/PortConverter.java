package io.isthmus.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A TCP port, 1 to 65535. */
public final class PortConverter implements Converter<Integer> {
  private static final long serialVersionUID = 1;

  @Override
  public Integer convert(String value) {
    return Range.of(value, 1, 65_535, "a TCP port");
  }
}
