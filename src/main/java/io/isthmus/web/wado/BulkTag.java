package io.isthmus.web.wado;

import io.isthmus.retrieve.content.InstanceContent;
import io.isthmus.web.http.EntityTag;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/** Entity tags of bulk values and frames, made of what the instance is and what is given of it. */
final class BulkTag {
  private BulkTag() {}

  /** Strong for a single part; a multipart never has the same bytes twice. */
  static EntityTag of(InstanceContent content, List<BulkItem> items, BulkForm form) {
    MessageDigest digest = EntityTag.digest();
    add(digest, content.fingerprint());
    items.forEach(item -> add(digest, item.location()));
    add(digest, form.contentType());
    // A client that has the value as a part of a multipart does not have it by itself.
    digest.update((byte) (form.multipart() ? 1 : 0));
    return form.multipart() ? EntityTag.weak(digest) : EntityTag.strong(digest);
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
  }
}
