package io.isthmus.config;

import org.eclipse.microprofile.config.spi.Converter;

/**
 * An AE title: 1 to 16 characters of the default repertoire, neither backslash nor control, spaces
 * around it not significant (DIM-01).
 */
public final class AeTitleConverter implements Converter<String> {
  private static final long serialVersionUID = 1;

  @Override
  public String convert(String value) {
    String title = value.strip();
    boolean legal = title.chars().allMatch(c -> c >= 0x20 && c < 0x7F && c != 0x5C);
    if (title.isEmpty() || title.length() > 16 || !legal) {
      throw new IllegalArgumentException(
          "an AE title has 1 to 16 ASCII characters, no backslash and no control character; this is \""
              + value
              + "\"");
    }
    return title;
  }
}
