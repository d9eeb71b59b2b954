package io.isthmus.dicom.json;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DeclaredText;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes data sets as DICOM JSON (PS3.18 Annex F): UTF-8, element by element, nothing held but a
 * buffer. Groups 0000 and 0002 and group lengths are left out; Specific Character Set becomes
 * ISO_IR 192. One thread at a time.
 */
public final class DicomJsonWriter {
  private static final byte[] UTF_8_ELEMENT =
      JsonOutput.ascii("\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]}");
  private static final byte[] BEFORE_VR = JsonOutput.ascii("\":{\"vr\":\"");
  private static final byte[] VALUE = JsonOutput.ascii(",\"Value\":[");
  private static final byte[] BULK_DATA_URI = JsonOutput.ascii(",\"BulkDataURI\":");
  private static final byte[] INLINE_BINARY = JsonOutput.ascii(",\"InlineBinary\":");
  private static final int FIRST_GROUP = 4;
  private static final int MAX_STEPS = 129;

  private final JsonOutput out;
  private final JsonOptions options;
  private final JsonValues values;
  private int[] path = new int[16];
  private int steps;
  private boolean inArray;
  private boolean first = true;

  /** Writes everything inline. */
  public DicomJsonWriter(OutputStream out) {
    this(out, JsonOptions.DEFAULT);
  }

  /** Writes as the options say. The stream is flushed by {@link #flush} and never closed. */
  public DicomJsonWriter(OutputStream out, JsonOptions options) {
    this.out = new JsonOutput(out);
    this.options = options;
    this.values = new JsonValues(this.out, options.nonFinite());
  }

  /** Begins an array of data sets. */
  public void beginArray() throws IOException {
    out.put('[');
    inArray = true;
    first = true;
  }

  /** Ends the array of data sets. */
  public void endArray() throws IOException {
    out.put(']');
    inArray = false;
  }

  /** Gives everything written to the stream, without flushing that. */
  public void flush() throws IOException {
    out.drain();
  }

  /**
   * Writes a data set, in an array with the comma before it.
   *
   * @throws IllegalArgumentException if fragments, or a value left in its source, have no
   *     BulkDataURI
   */
  public void write(DataSet dataSet) throws IOException {
    if (inArray && !first) {
      out.put(',');
    }
    first = false;
    steps = 0;
    boolean declare =
        !dataSet.contains(Tag.SpecificCharacterSet)
            && (!dataSet.characterSets().terms().isEmpty() || DeclaredText.isEightBit(dataSet));
    object(dataSet, declare);
  }

  private void object(DataSet dataSet, boolean declare) throws IOException {
    out.put('{');
    boolean comma = false;
    boolean undeclared = declare;
    for (Element element : dataSet) {
      int tag = element.tag();
      if (Tag.isGroupLength(tag) || Tag.group(tag) < FIRST_GROUP) {
        continue;
      }
      if (undeclared && Tag.compare(tag, Tag.SpecificCharacterSet) > 0) {
        undeclared = false;
        separate(comma);
        comma = true;
        out.put(UTF_8_ELEMENT);
      }
      separate(comma);
      comma = true;
      if (tag == Tag.SpecificCharacterSet) {
        out.put(UTF_8_ELEMENT);
      } else {
        attribute(element, dataSet.characterSets());
      }
    }
    out.put('}');
  }

  private void separate(boolean comma) throws IOException {
    if (comma) {
      out.put(',');
    }
  }

  private void attribute(Element element, CharacterSets sets) throws IOException {
    Vr vr = element.vr();
    out.put('"');
    out.hex(element.tag());
    out.put(BEFORE_VR);
    out.put(vr.name().charAt(0));
    out.put(vr.name().charAt(1));
    out.put('"');
    if (!element.isEmpty()) {
      switch (element) {
        case Element.Value value -> value(value, sets);
        case Element.Items sequence -> items(sequence);
        case Element.Fragments fragments -> bulkData(fragments);
        case Element.Located located -> bulkData(located);
        case Element.Referenced referenced -> {
          out.put(BULK_DATA_URI);
          out.quoted(referenced.uri());
        }
      }
    }
    out.put('}');
  }

  private void items(Element.Items sequence) throws IOException {
    out.put(VALUE);
    step(sequence.tag());
    List<DataSet> items = sequence.items();
    for (int i = 0; i < items.size(); i++) {
      if (i > 0) {
        out.put(',');
      }
      step(i);
      object(items.get(i), false);
      steps--;
    }
    steps--;
    out.put(']');
  }

  private void step(int step) {
    if (steps >= MAX_STEPS) {
      throw new IllegalArgumentException("sequences are nested too deep");
    }
    if (steps == path.length) {
      path = Arrays.copyOf(path, 2 * steps);
    }
    path[steps++] = step;
  }

  private void value(Element.Value value, CharacterSets sets) throws IOException {
    if (value.bytes().length > options.inlineLimit() && mayBeBulkData(value.vr())) {
      String uri = uri(value);
      if (uri != null) {
        out.put(BULK_DATA_URI);
        out.quoted(uri);
        return;
      }
    }
    if (value.vr().isBytes()) {
      out.put(INLINE_BINARY);
      out.base64(value.bytes());
    } else {
      values.write(value, sets);
    }
  }

  private void bulkData(Element element) throws IOException {
    String uri = uri(element);
    if (uri == null) {
      throw new IllegalArgumentException(Tag.format(element.tag()) + " has no BulkDataURI");
    }
    out.put(BULK_DATA_URI);
    out.quoted(uri);
  }

  private @Nullable String uri(Element element) {
    int[] way = Arrays.copyOf(path, steps + 1);
    way[steps] = element.tag();
    return options.bulkData().uri(ElementPath.of(way), element);
  }

  /** The VRs that PS3.18 F.2.2 lets have a BulkDataURI. */
  private static boolean mayBeBulkData(Vr vr) {
    return switch (vr) {
      case DS, FL, FD, IS, LT, OB, OD, OF, OL, OV, OW, SL, SS, ST, SV, UC, UL, UN, US, UT, UV ->
          true;
      case AE, AS, AT, CS, DA, DT, LO, PN, SH, SQ, TM, UI, UR -> false;
    };
  }
}
