package io.isthmus.web.wado;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.web.http.EntityTag;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * Entity tags of bulk values and frames. They are made of all other attributes of the instance and
 * of the places of the values: a SOP instance whose pixels change is another one (PS3.4 B.1), so
 * that their bytes need not be read to know them.
 */
final class BulkTag {
  private BulkTag() {}

  /** Strong for a single part; a multipart never has the same bytes twice. */
  static EntityTag of(DataSet dataSet, List<BulkItem> items, BulkForm form) {
    MessageDigest digest = EntityTag.digest();
    add(digest, dataSet);
    items.forEach(item -> add(digest, item.location()));
    add(digest, form.contentType());
    // A client that has the value as a part of a multipart does not have it by itself.
    digest.update((byte) (form.multipart() ? 1 : 0));
    return form.multipart() ? EntityTag.weak(digest) : EntityTag.strong(digest);
  }

  /** Names the content of an instance. */
  static String content(DataSet dataSet) {
    MessageDigest digest = EntityTag.digest();
    add(digest, dataSet);
    return EntityTag.strong(digest).opaque();
  }

  private static void add(MessageDigest digest, DataSet dataSet) {
    for (Element element : dataSet) {
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, element.tag()));
      switch (element) {
        case Element.Value value -> digest.update(value.bytes());
        case Element.Items sequence -> sequence.items().forEach(item -> add(digest, item));
        case Element.Fragments fragments -> fragments.fragments().forEach(digest::update);
        case Element.Located place ->
            digest.update(
                ByteBuffer.allocate(2 * Long.BYTES)
                    .putLong(0, place.offset())
                    .putLong(Long.BYTES, place.length()));
        case Element.Referenced referenced -> add(digest, referenced.uri());
      }
    }
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
