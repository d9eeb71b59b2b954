package io.isthmus.dicom.json;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ModelValues;
import io.isthmus.dicom.data.Tag;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Reads DICOM JSON (PS3.18 Annex F), one data set after the other: a single object, or an array of
 * them. Attributes may come in any order. Text becomes UTF-8, declared as ISO_IR 192 where
 * (0008,0005) was present or is needed. One thread at a time.
 */
public final class DicomJsonReader {
  /** The deepest nesting of sequences. */
  public static final int MAX_DEPTH = 64;

  private static final int HEX_DIGITS = 8;

  private final JsonInput in;
  private final List<String> warnings = new ArrayList<>();
  private boolean begun;
  private boolean inArray;
  private boolean ended;

  /** Reads UTF-8 text; the stream is not closed. */
  public DicomJsonReader(InputStream in) {
    this.in = new JsonInput(in);
  }

  /** Reads all data sets. */
  public static List<DataSet> readAll(InputStream in) throws IOException {
    DicomJsonReader reader = new DicomJsonReader(in);
    List<DataSet> all = new ArrayList<>();
    for (Optional<DataSet> next = reader.next(); next.isPresent(); next = reader.next()) {
      all.add(next.get());
    }
    return all;
  }

  /**
   * The next data set, or empty at the end.
   *
   * @throws MalformedJsonException if the text is no JSON, or no DICOM JSON
   */
  public Optional<DataSet> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    boolean first = !begun;
    if (first) {
      begun = true;
      in.passMark();
      inArray = in.pass('[');
    }
    if (inArray ? in.pass(']') : !first) {
      return end();
    }
    if (inArray && !first) {
      in.expect(',');
    }
    return Optional.of(ModelValues.inUtf8(dataSet(0)));
  }

  /** What was put right, such as a VR that is not the attribute's; names attributes, no values. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  private Optional<DataSet> end() throws IOException {
    ended = true;
    if (in.peek() >= 0) {
      throw in.malformed("text after the end");
    }
    return Optional.empty();
  }

  private DataSet dataSet(int depth) throws IOException {
    in.expect('{');
    DataSetBuilder builder = DataSet.builder();
    if (in.pass('}')) {
      return builder.build();
    }
    do {
      attribute(builder, in.string(), depth);
    } while (in.pass(','));
    in.expect('}');
    return builder.build();
  }

  private void attribute(DataSetBuilder builder, String key, int depth) throws IOException {
    if (key.length() != HEX_DIGITS || !key.chars().allMatch(HexFormat::isHexDigit)) {
      throw in.malformed("a key that is no tag");
    }
    int tag = HexFormat.fromHexDigits(key);
    if (builder.contains(tag)) {
      throw in.malformed(Tag.format(tag) + " twice");
    }
    in.expect(':');
    JsonAttribute attribute = new JsonAttribute(in, tag);
    attribute.read(depth, this::value);
    Element element = attribute.element(warnings);
    if (!Tag.isGroupLength(tag)) {
      builder.put(element);
    }
  }

  /** One value: null, text, number, person name, or item. */
  private JsonValue value(int depth) throws IOException {
    return switch (in.peek()) {
      case '"' -> new JsonValue.Text(in.string());
      case 'n' -> {
        in.literal("null");
        yield JsonValue.Nothing.NOTHING;
      }
      case '{' -> {
        in.expect('{');
        yield object(depth);
      }
      default -> new JsonValue.Numeral(in.number());
    };
  }

  /** An item, or a person name: the first key tells. */
  private JsonValue object(int depth) throws IOException {
    if (in.pass('}')) {
      return JsonValue.EmptyObject.EMPTY_OBJECT;
    }
    String key = in.string();
    if (!JsonName.isGroup(key)) {
      if (depth >= MAX_DEPTH) {
        throw in.malformed("sequences are nested too deep");
      }
      DataSetBuilder builder = DataSet.builder();
      attribute(builder, key, depth + 1);
      while (in.pass(',')) {
        attribute(builder, in.string(), depth + 1);
      }
      in.expect('}');
      return new JsonValue.Item(builder.build());
    }
    return new JsonValue.Text(JsonName.read(in, key));
  }
}
