package io.isthmus.retrieve;

import java.util.List;

/**
 * What a retrieve that ended partial left out.
 *
 * @param status final DIMSE status; 0000H where the PACS did not notice
 * @param missing how many instances, 1 or more
 * @param sopInstanceUids the missing ones, as far as they are known
 */
public record Shortfall(int status, int missing, List<String> sopInstanceUids) {
  public Shortfall {
    sopInstanceUids = List.copyOf(sopInstanceUids);
  }
}
