package io.isthmus.dicom.json;

import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import org.jspecify.annotations.Nullable;

/**
 * How data sets are written as DICOM JSON.
 *
 * @param nonFinite how NaN and infinities of FL and FD are written
 * @param inlineLimit values of more bytes get a BulkDataURI where there is one
 * @param bulkData the addresses of bulk data
 */
public record JsonOptions(NonFinite nonFinite, int inlineLimit, BulkData bulkData) {
  /** Everything inline, non-finite numbers as strings. */
  public static final JsonOptions DEFAULT =
      new JsonOptions(NonFinite.STRING, Integer.MAX_VALUE, (path, element) -> null);

  /** NaN and infinities, for which the standard has no rule. */
  public enum NonFinite {
    /** As "NaN", "Infinity" and "-Infinity". */
    STRING,
    /** NaN as null, infinities as the largest finite value. */
    NULL
  }

  /** Where bulk data can be had. */
  @FunctionalInterface
  public interface BulkData {
    /** The BulkDataURI of an element, absolute, or null: write it inline. */
    @Nullable String uri(ElementPath path, Element element);
  }

  /** The same with other ways for NaN and infinities. */
  public JsonOptions with(NonFinite other) {
    return new JsonOptions(other, inlineLimit, bulkData);
  }

  /** The same with bulk data of more bytes than the limit at addresses. */
  public JsonOptions withBulkData(int limit, BulkData addresses) {
    return new JsonOptions(nonFinite, limit, addresses);
  }
}
