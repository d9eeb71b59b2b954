package io.isthmus.dicom.json;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ModelValues;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One attribute while it is read: its members come in any order. */
final class JsonAttribute {
  /** Reads one value. */
  @FunctionalInterface
  interface ValueReader {
    JsonValue read(int depth) throws IOException;
  }

  private final JsonInput in;
  private final int tag;
  private @Nullable Vr stated;
  private @Nullable List<JsonValue> values;
  private byte @Nullable [] inline;
  private @Nullable String uri;

  JsonAttribute(JsonInput in, int tag) {
    this.in = in;
    this.tag = tag;
  }

  void read(int depth, ValueReader reader) throws IOException {
    in.expect('{');
    if (in.pass('}')) {
      return;
    }
    do {
      String member = in.string();
      in.expect(':');
      switch (member) {
        case "vr" -> vr();
        case "Value" -> values(depth, reader);
        case "InlineBinary" -> inline();
        case "BulkDataURI" -> uri = in.string();
        default -> throw in.malformed(Tag.format(tag) + " has an unknown member");
      }
    } while (in.pass(','));
    in.expect('}');
    int forms = (values == null ? 0 : 1) + (inline == null ? 0 : 1) + (uri == null ? 0 : 1);
    if (forms > 1) {
      throw in.malformed(Tag.format(tag) + " has more than one value");
    }
  }

  private void vr() throws IOException {
    String name = in.string();
    stated = Vr.find(name).orElseThrow(() -> in.malformed(Tag.format(tag) + " has no VR"));
  }

  private void values(int depth, ValueReader reader) throws IOException {
    List<JsonValue> read = new ArrayList<>(1);
    in.expect('[');
    if (!in.pass(']')) {
      do {
        read.add(reader.read(depth));
      } while (in.pass(','));
      in.expect(']');
    }
    values = read;
  }

  private void inline() throws IOException {
    var text = in.stringBytes();
    byte[] base64 = new byte[text.remaining()];
    text.get(base64);
    try {
      inline = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw in.malformed(Tag.format(tag) + " is no base64");
    }
  }

  /** The element; a VR other than the dictionary's is replaced by that if the value fits. */
  Element element(List<String> warnings) throws MalformedJsonException {
    Vr vr = ModelValues.vr(tag, stated);
    if (stated != null && stated != vr) {
      warnings.add(Tag.format(tag) + " is " + vr + ", not " + stated);
    }
    if (uri != null) {
      return new Element.Referenced(tag, vr, uri);
    }
    if (inline != null) {
      return inlined(vr, inline);
    }
    List<JsonValue> given = values == null ? List.of() : values;
    try {
      return vr == Vr.SQ ? items(given) : valued(vr, given);
    } catch (IllegalArgumentException e) {
      throw in.malformed(String.valueOf(e.getMessage()));
    }
  }

  private Element inlined(Vr vr, byte[] bytes) throws MalformedJsonException {
    if (!vr.isBytes() && stated != Vr.UN) {
      throw in.malformed(Tag.format(tag) + " is " + vr + ", which is not written as base64");
    }
    return vr == Vr.SQ ? new Element.Value(tag, Vr.UN, bytes) : new Element.Value(tag, vr, bytes);
  }

  private Element items(List<JsonValue> given) {
    List<DataSet> items = new ArrayList<>(given.size());
    for (JsonValue value : given) {
      items.add(
          switch (value) {
            case JsonValue.Item item -> item.item();
            case JsonValue.EmptyObject empty -> DataSet.EMPTY;
            case JsonValue.Nothing nothing -> DataSet.EMPTY;
            case JsonValue.Text text -> throw ModelValues.unfit(tag, Vr.SQ);
            case JsonValue.Numeral number -> throw ModelValues.unfit(tag, Vr.SQ);
          });
    }
    return new Element.Items(tag, items);
  }

  private Element valued(Vr vr, List<JsonValue> given) {
    List<@Nullable String> texts = new ArrayList<>(given.size());
    for (JsonValue value : given) {
      texts.add(
          switch (value) {
            case JsonValue.Text text -> text.text();
            case JsonValue.Numeral number -> number(vr, number.text());
            case JsonValue.Nothing nothing -> null;
            case JsonValue.EmptyObject empty -> null;
            case JsonValue.Item item -> throw ModelValues.unfit(tag, vr);
          });
    }
    if (texts.isEmpty()) {
      return new Element.Value(tag, vr, new byte[0]);
    }
    return ModelValues.element(tag, vr, texts);
  }

  /** Numbers are for numbers, DS and IS. */
  private String number(Vr vr, String text) {
    if (vr.isText() && vr != Vr.DS && vr != Vr.IS) {
      throw ModelValues.unfit(tag, vr);
    }
    try {
      return vr == Vr.IS ? ModelValues.integer(text) : text;
    } catch (ArithmeticException | NumberFormatException e) {
      throw ModelValues.unfit(tag, vr);
    }
  }
}
