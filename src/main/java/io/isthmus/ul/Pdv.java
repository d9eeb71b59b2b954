package io.isthmus.ul;

import java.nio.ByteBuffer;

/**
 * A presentation data value, or a piece of one (PS3.8 9.3.5.1 and Annex E).
 *
 * @param contextId presentation context
 * @param command whether the data belong to the command set, else to the data set
 * @param last whether this ends the command set or the data set
 * @param data the bytes; when read from a connection, valid until the next read
 */
public record Pdv(int contextId, boolean command, boolean last, ByteBuffer data) {
  /** Bytes of the header of a presentation data value: length, context id, control header. */
  public static final int HEADER_LENGTH = 6;
}
