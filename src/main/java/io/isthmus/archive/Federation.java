package io.isthmus.archive;

import java.util.List;

/**
 * Several PACS that are searched as one. Each record stays the one of its PACS; nothing is merged.
 *
 * @param id opaque id, as it stands in paths
 * @param members ids of the PACS; of what several have, the first one's record is given
 * @param partial whether those that answer are enough where others fail
 */
public record Federation(String id, List<String> members, boolean partial) {
  public Federation {
    members = List.copyOf(members);
  }
}
