package io.isthmus.web.wado;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A part of an answer.
 *
 * @param location what it is, for Content-Location (WADO-17)
 * @param asStored the parts that are given instead where its first frame cannot be made; none where
 *     the client does not accept them, or where nothing is made
 */
record BulkPart(String location, BulkForm form, BulkBytes bytes, List<BulkPart> asStored) {
  BulkPart {
    asStored = List.copyOf(asStored);
  }

  /** Those of a value. */
  static List<BulkPart> of(BulkItem item, BulkForm form, Optional<BulkForm> stored) {
    List<BulkBytes> parts = item.as(form.syntax());
    return IntStream.range(0, parts.size())
        .mapToObj(i ->
            new BulkPart(
                item.location(),
                form,
                parts.get(i),
                stored.stream()
                    .flatMap(other ->
                        storedAs(item, i, parts.size())
                            .map(bytes -> new BulkPart(item.location(), other, bytes, List.of())))
                    .toList()))
        .toList();
  }

  /** Those of values in one form. */
  static List<BulkPart> of(List<BulkItem> items, BulkForm form, Optional<BulkForm> stored) {
    return items.stream().flatMap(item -> of(item, form, stored).stream()).toList();
  }

  /** What a part is made of; nothing where that is no part by itself. */
  private static Stream<BulkBytes> storedAs(BulkItem item, int part, int parts) {
    if (parts == 1) {
      return item.stored().stream();
    }
    return item.stored().size() == parts ? Stream.of(item.stored().get(part)) : Stream.empty();
  }
}
