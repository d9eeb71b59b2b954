package io.isthmus.retrieve.spool;

import io.isthmus.dicom.codec.ElementReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the identifiers in a data set that passes by in fragments, in any transfer syntax, without
 * holding it. Looks no further than Series Instance UID, the last of them. Not thread safe.
 */
public final class IdentifierPeek {
  private static final int MAX_UID = 64;

  private final ElementReader elements;
  private final Map<Integer, String> found = new HashMap<>();
  private boolean done;

  /** Begins before the first byte of a data set. */
  public IdentifierPeek(TransferSyntax transferSyntax) {
    elements = ElementReader.fed(transferSyntax);
  }

  /**
   * Looks at the remaining bytes of a fragment, which it leaves as it is.
   *
   * @return the identifiers, once they have all passed
   * @throws MalformedDicomException when the bytes are no data set, or one without the UID of its
   *     study, series or instance
   */
  public Optional<InstanceIdentifiers> look(ByteBuffer fragment) throws IOException {
    elements.feed(fragment.duplicate());
    scan();
    return done ? Optional.of(identifiers()) : Optional.empty();
  }

  /** The data set has come to its end: what was not found by now is not in it. */
  public InstanceIdentifiers end() throws IOException {
    elements.finish();
    scan();
    return identifiers();
  }

  private void scan() throws IOException {
    while (!done) {
      switch (elements.next()) {
        case NEED_INPUT -> {
          return;
        }
        case ELEMENT -> element();
        case SEQUENCE, FRAGMENTS -> done = isPast(elements.tag());
        case VALUE -> value();
        case END -> done = true;
        case ITEM, ITEM_END, SEQUENCE_END, CHUNK, FRAGMENT, FRAGMENTS_END -> {}
      }
    }
  }

  private void element() throws MalformedDicomException {
    int tag = elements.tag();
    if (elements.depth() == 0 && isWanted(tag)) {
      if (elements.length() > MAX_UID + 1) {
        throw new MalformedDicomException("a UID that is too long", elements.offset(), tag);
      }
      elements.collect();
    } else {
      done = isPast(tag);
    }
  }

  private void value() {
    String uid = new String(elements.value(), StandardCharsets.US_ASCII);
    found.putIfAbsent(elements.tag(), uid.replace('\0', ' ').strip());
    done = elements.tag() == Tag.SeriesInstanceUID;
  }

  private boolean isPast(int tag) {
    return elements.depth() == 0 && Tag.compare(tag, Tag.SeriesInstanceUID) > 0;
  }

  private InstanceIdentifiers identifiers() throws MalformedDicomException {
    return new InstanceIdentifiers(
        Optional.ofNullable(found.get(Tag.SOPClassUID)).filter(uid -> !uid.isEmpty()),
        required(Tag.SOPInstanceUID),
        required(Tag.StudyInstanceUID),
        required(Tag.SeriesInstanceUID));
  }

  private String required(int tag) throws MalformedDicomException {
    String uid = found.getOrDefault(tag, "");
    if (uid.isEmpty()) {
      throw new MalformedDicomException("an identifier is missing", elements.offset(), tag);
    }
    return uid;
  }

  private static boolean isWanted(int tag) {
    return tag == Tag.SOPClassUID
        || tag == Tag.SOPInstanceUID
        || tag == Tag.StudyInstanceUID
        || tag == Tag.SeriesInstanceUID;
  }
}
