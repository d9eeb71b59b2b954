package io.isthmus.dicom.xml;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ModelValues;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attribute while it is read: numbered values with gaps, items, or bytes. */
final class XmlAttribute {
  private static final int MAX_GAP = 1024;

  private final NativeXmlReader reader;
  private final int tag;
  private final Vr vr;
  private final List<@Nullable String> values = new ArrayList<>();
  private final List<DataSet> items = new ArrayList<>();
  private byte @Nullable [] inline;
  private @Nullable String uri;

  XmlAttribute(NativeXmlReader reader, int tag, Vr vr) {
    this.reader = reader;
    this.tag = tag;
    this.vr = vr;
  }

  /** A value with its number from 1, or 0: the next. A gap is an empty value. */
  void value(int number, String text) throws MalformedXmlException {
    int place = number == 0 ? values.size() : number - 1;
    if (place < values.size() || place - values.size() > MAX_GAP) {
      throw reader.malformed(Tag.format(tag) + " has values out of order");
    }
    while (values.size() < place) {
      values.add(null);
    }
    values.add(text);
  }

  void item(int number, DataSet item) throws MalformedXmlException {
    int place = number == 0 ? items.size() : number - 1;
    if (place < items.size() || place - items.size() > MAX_GAP) {
      throw reader.malformed(Tag.format(tag) + " has items out of order");
    }
    while (items.size() < place) {
      items.add(DataSet.EMPTY);
    }
    items.add(item);
  }

  void inline(String base64) throws MalformedXmlException {
    try {
      inline = Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw reader.malformed(Tag.format(tag) + " is no base64");
    }
  }

  void bulk(String address) {
    uri = address;
  }

  Element element() throws MalformedXmlException {
    int forms =
        (values.isEmpty() ? 0 : 1)
            + (items.isEmpty() ? 0 : 1)
            + (inline == null ? 0 : 1)
            + (uri == null ? 0 : 1);
    if (forms > 1) {
      throw reader.malformed(Tag.format(tag) + " has more than one value");
    }
    if (uri != null) {
      return new Element.Referenced(tag, vr, uri);
    }
    if (inline != null) {
      return new Element.Value(tag, vr == Vr.SQ ? Vr.UN : vr, inline);
    }
    if (vr == Vr.SQ && values.isEmpty()) {
      return new Element.Items(tag, items);
    }
    if (forms == 0) {
      return new Element.Value(tag, vr, new byte[0]);
    }
    try {
      if (!items.isEmpty()) {
        throw ModelValues.unfit(tag, vr);
      }
      return ModelValues.element(tag, vr, values);
    } catch (IllegalArgumentException e) {
      throw reader.malformed(String.valueOf(e.getMessage()));
    }
  }
}
