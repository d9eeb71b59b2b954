package io.isthmus.retrieve.spool;

import io.isthmus.dicom.codec.ElementReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the identifiers in a data set that passes by in fragments, in any transfer syntax, without
 * holding it. Looks no further than Series Instance UID, the last of them. Not thread safe.
 */
public final class IdentifierPeek {
  private static final int MAX_UID = 64;

  /** What is longer is looked for by nobody, and is as if it were not there. */
  private static final int MAX_OTHER = 1024;

  private final ElementReader elements;
  private final Set<Integer> others;
  private final Map<Integer, Element.Value> found = new HashMap<>();
  private boolean done;

  /** Begins before the first byte of a data set. */
  public IdentifierPeek(TransferSyntax transferSyntax) {
    this(transferSyntax, Set.of());
  }

  /**
   * Begins before the first byte of a data set.
   *
   * @param others tags below Series Instance UID whose values are looked for too
   */
  public IdentifierPeek(TransferSyntax transferSyntax, Set<Integer> others) {
    elements = ElementReader.fed(transferSyntax);
    this.others = Set.copyOf(others);
  }

  /** What was found of the elements that were looked for. */
  public DataSet found() {
    DataSetBuilder header = DataSet.builder();
    found.values().forEach(header::put);
    return header.build();
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
    if (elements.depth() == 0 && isIdentifier(tag)) {
      if (elements.length() > MAX_UID + 1) {
        throw new MalformedDicomException("a UID that is too long", elements.offset(), tag);
      }
      elements.collect();
    } else if (elements.depth() == 0 && others.contains(tag) && elements.length() <= MAX_OTHER) {
      elements.collect();
    } else {
      done = isPast(tag);
    }
  }

  private void value() {
    int tag = elements.tag();
    found.putIfAbsent(tag, new Element.Value(tag, elements.vr(), elements.value()));
    done = tag == Tag.SeriesInstanceUID;
  }

  private boolean isPast(int tag) {
    return elements.depth() == 0 && Tag.compare(tag, Tag.SeriesInstanceUID) > 0;
  }

  private InstanceIdentifiers identifiers() throws MalformedDicomException {
    return new InstanceIdentifiers(
        uid(Tag.SOPClassUID),
        required(Tag.SOPInstanceUID),
        required(Tag.StudyInstanceUID),
        required(Tag.SeriesInstanceUID));
  }

  private String required(int tag) throws MalformedDicomException {
    Optional<String> uid = uid(tag);
    if (uid.isEmpty()) {
      throw new MalformedDicomException("an identifier is missing", elements.offset(), tag);
    }
    return uid.get();
  }

  private Optional<String> uid(int tag) {
    return Optional.ofNullable(found.get(tag))
        .map(value -> new String(value.bytes(), StandardCharsets.US_ASCII))
        .map(text -> text.replace('\0', ' ').strip())
        .filter(text -> !text.isEmpty());
  }

  private static boolean isIdentifier(int tag) {
    return tag == Tag.SOPClassUID
        || tag == Tag.SOPInstanceUID
        || tag == Tag.StudyInstanceUID
        || tag == Tag.SeriesInstanceUID;
  }
}
