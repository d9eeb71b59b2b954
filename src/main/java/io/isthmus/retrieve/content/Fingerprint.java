package io.isthmus.retrieve.content;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names the content of an instance by a digest of its attributes, of the places of its bulk values
 * and of the checksum that was taken of all its bytes as they came: those of bulk values need not
 * be read again, and the same instance has the same name wherever and whenever it is received.
 */
final class Fingerprint {
  private Fingerprint() {}

  /** In hexadecimal. */
  static String of(DataSet dataSet, int checksum) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, dataSet);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, checksum));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new IllegalStateException(everyJavaHasIt);
    }
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
        case Element.Referenced referenced ->
            digest.update(referenced.uri().getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
