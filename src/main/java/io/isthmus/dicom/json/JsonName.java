package io.isthmus.dicom.json;

import java.io.IOException;
import java.util.List;

/** Person names in DICOM JSON (PS3.18 F.2.2). */
final class JsonName {
  static final List<String> GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

  private JsonName() {}

  static boolean isGroup(String key) {
    return GROUPS.contains(key);
  }

  /** The name of an open object whose first key was read. */
  static String read(JsonInput in, String first) throws IOException {
    String[] groups = {"", "", ""};
    String key = first;
    while (true) {
      int group = GROUPS.indexOf(key);
      if (group < 0 || !groups[group].isEmpty()) {
        throw in.malformed("no person name");
      }
      in.expect(':');
      if (in.peek() == 'n') {
        in.literal("null");
      } else {
        groups[group] = in.string();
      }
      if (groups[group].indexOf('=') >= 0) {
        throw in.malformed("no person name");
      }
      if (!in.pass(',')) {
        in.expect('}');
        return join(groups);
      }
      key = in.string();
    }
  }

  /** The groups with the equals signs between them, without those at the end. */
  private static String join(String[] groups) {
    String all = String.join("=", groups);
    int end = all.length();
    while (end > 0 && all.charAt(end - 1) == '=') {
      end--;
    }
    return all.substring(0, end);
  }
}
