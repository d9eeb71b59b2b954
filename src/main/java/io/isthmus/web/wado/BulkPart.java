package io.isthmus.web.wado;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of an answer.
 *
 * @param location what it is, for Content-Location (WADO-17)
 */
record BulkPart(String location, BulkForm form, BulkBytes bytes) {

  /** Those of a value. */
  static Stream<BulkPart> of(BulkItem item, BulkForm form) {
    return item.as(form.syntax()).stream().map(bytes -> new BulkPart(item.location(), form, bytes));
  }

  /** Those of values in one form. */
  static List<BulkPart> of(List<BulkItem> items, BulkForm form) {
    return items.stream().flatMap(item -> of(item, form)).toList();
  }
}
