package io.isthmus.config;

import org.eclipse.microprofile.config.spi.Converter;

/** A PDU length, 16,384 to 1,048,576 bytes (DIM-01). */
public final class PduLengthConverter implements Converter<Integer> {
  private static final long serialVersionUID = 1;

  @Override
  public Integer convert(String value) {
    return Range.of(value, 16_384, 1_048_576, "a PDU length");
  }
}
