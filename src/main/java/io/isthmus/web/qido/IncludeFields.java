package io.isthmus.web.qido;

import io.isthmus.dicom.data.TagPath;
import io.isthmus.web.http.BadRequestException;
import java.util.ArrayList;
import java.util.List;

/**
 * The {@code includefield} parameters (QIDO-10).
 *
 * @param paths the attributes named, without those that the gateway itself gives or withholds
 * @param isAll whether {@code all} is among them
 */
record IncludeFields(List<TagPath> paths, boolean isAll) {

  /**
   * Reads the values, each of which may be a list with commas.
   *
   * @throws BadRequestException for what is neither a tag nor a keyword
   */
  static IncludeFields of(List<String> values) {
    List<TagPath> paths = new ArrayList<>();
    boolean all = false;
    for (String value : values) {
      for (String field : value.split(",", -1)) {
        if (field.equals("all")) {
          all = true;
        } else {
          add(field, paths);
        }
      }
    }
    return new IncludeFields(List.copyOf(paths), all);
  }

  private static void add(String field, List<TagPath> paths) {
    TagPath path =
        AttributeId.find(field)
            .orElseThrow(() ->
                new BadRequestException(
                    "includefield: a tag of eight hexadecimal digits, a keyword of PS3.6, a"
                        + " path of these, or all is expected"));
    if (AttributeId.mayBeIncluded(path) && !paths.contains(path)) {
      paths.add(path);
    }
  }
}
