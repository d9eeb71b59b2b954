package io.isthmus.dicom.xml;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DeclaredText;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.ElementText;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a data set as a Native DICOM Model document (PS3.19 A.1) in UTF-8, element by element.
 * Groups 0000 and 0002 and group lengths are left out; Specific Character Set becomes ISO_IR 192.
 * One document, one thread.
 */
public final class NativeXmlWriter {
  /** The namespace of the documents. */
  public static final String NAMESPACE = "http://dicom.nema.org/PS3.19/models/NativeDICOM";

  private static final String UTF_8 = "ISO_IR 192";
  private static final List<String> GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");
  private static final List<String> COMPONENTS =
      List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");
  private static final int FIRST_GROUP = 4;

  /** Where bulk data can be had. */
  @FunctionalInterface
  public interface BulkData {
    /** The address of an element's value, absolute, or null: write it inline. */
    @Nullable String uri(ElementPath path, Element element);
  }

  private final XmlOutput out;
  private final int inlineLimit;
  private final BulkData bulkData;
  private int[] path = new int[16];
  private int steps;

  /** Writes everything inline. */
  public NativeXmlWriter(OutputStream out) {
    this(out, Integer.MAX_VALUE, (path, element) -> null);
  }

  /** Gives values of bytes, of more than the limit, an address where there is one. */
  public NativeXmlWriter(OutputStream out, int inlineLimit, BulkData bulkData) {
    this.out = new XmlOutput(out);
    this.inlineLimit = inlineLimit;
    this.bulkData = bulkData;
  }

  /**
   * Writes the document and gives it to the stream, without flushing or closing that.
   *
   * @throws IllegalArgumentException if fragments, or a value left in its source, have no address
   */
  public void write(DataSet dataSet) throws IOException {
    boolean declare =
        !dataSet.contains(Tag.SpecificCharacterSet)
            && (!dataSet.characterSets().terms().isEmpty() || DeclaredText.isEightBit(dataSet));
    out.raw("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    out.raw("<NativeDicomModel xmlns=\"" + NAMESPACE + "\" xml:space=\"preserve\">");
    attributes(dataSet, declare);
    out.raw("</NativeDicomModel>");
    out.drain();
  }

  private void attributes(DataSet dataSet, boolean declare) throws IOException {
    boolean undeclared = declare;
    for (Element element : dataSet) {
      int tag = element.tag();
      if (Tag.isGroupLength(tag) || Tag.group(tag) < FIRST_GROUP) {
        continue;
      }
      if (tag == Tag.SpecificCharacterSet
          || (undeclared && Tag.compare(tag, Tag.SpecificCharacterSet) > 0)) {
        undeclared = false;
        begin(Tag.SpecificCharacterSet, Vr.CS, dataSet);
        out.raw("><Value number=\"1\">" + UTF_8 + "</Value></DicomAttribute>");
      }
      if (tag != Tag.SpecificCharacterSet) {
        attribute(element, dataSet);
      }
    }
  }

  private void begin(int tag, Vr vr, DataSet dataSet) throws IOException {
    String creator = Tag.isPrivate(tag) ? creator(tag, dataSet) : "";
    out.raw("<DicomAttribute tag=\"");
    out.raw(Tag.hex(creator.isEmpty() ? tag : tag & 0xFFFF00FF));
    out.raw("\" vr=\"" + vr + "\"");
    if (!creator.isEmpty()) {
      out.raw(" privateCreator=\"");
      out.text(creator);
      out.raw("\"");
    }
    String keyword = Dictionary.byTag(tag).map(Dictionary.Entry::keyword).orElse("");
    if (!keyword.isEmpty()) {
      out.raw(" keyword=\"" + keyword + "\"");
    }
  }

  /** The creator of a private element; none if it has two blocks, which its name cannot tell. */
  private static String creator(int tag, DataSet dataSet) {
    return Tag.element(tag) > 0xFF
        ? dataSet
            .string(Tag.creatorOf(tag))
            .filter(creator -> PrivateBlocks.isOnlyBlockOf(creator, tag, dataSet))
            .orElse("")
        : "";
  }

  private void attribute(Element element, DataSet dataSet) throws IOException {
    begin(element.tag(), element.vr(), dataSet);
    if (element.isEmpty()) {
      out.raw("/>");
      return;
    }
    out.raw(">");
    switch (element) {
      case Element.Value value -> value(value, dataSet);
      case Element.Items sequence -> items(sequence);
      case Element.Fragments fragments -> bulk(fragments, uri(fragments));
      case Element.Located located -> bulk(located, uri(located));
      case Element.Referenced referenced -> bulk(referenced, referenced.uri());
    }
    out.raw("</DicomAttribute>");
  }

  private void items(Element.Items sequence) throws IOException {
    step(sequence.tag());
    for (int i = 0; i < sequence.items().size(); i++) {
      step(i);
      out.raw("<Item number=\"" + (i + 1) + "\">");
      attributes(sequence.items().get(i), false);
      out.raw("</Item>");
      steps--;
    }
    steps--;
  }

  private void step(int step) {
    if (steps == path.length) {
      path = Arrays.copyOf(path, 2 * steps);
    }
    path[steps++] = step;
  }

  private @Nullable String uri(Element element) {
    int[] way = Arrays.copyOf(path, steps + 1);
    way[steps] = element.tag();
    return bulkData.uri(ElementPath.of(way), element);
  }

  private void bulk(Element element, @Nullable String uri) throws IOException {
    if (uri == null) {
      throw new IllegalArgumentException(Tag.format(element.tag()) + " has no address");
    }
    out.raw("<BulkData uri=\"");
    out.text(uri);
    out.raw("\"/>");
  }

  private void value(Element.Value value, DataSet dataSet) throws IOException {
    if (value.vr().isBytes()) {
      String uri = value.bytes().length > inlineLimit ? uri(value) : null;
      if (uri != null) {
        bulk(value, uri);
      } else {
        out.raw("<InlineBinary>");
        out.raw(Base64.getEncoder().encodeToString(value.bytes()));
        out.raw("</InlineBinary>");
      }
      return;
    }
    List<String> texts = ElementText.of(value, dataSet.characterSets());
    for (int i = 0; i < texts.size(); i++) {
      // A gap says that a value is empty; only the last one needs to be there to be counted.
      if (texts.get(i).isEmpty() && i + 1 < texts.size()) {
        continue;
      }
      if (value.vr() == Vr.PN) {
        name(texts.get(i), i + 1);
      } else {
        out.raw("<Value number=\"" + (i + 1) + "\">");
        out.text(texts.get(i));
        out.raw("</Value>");
      }
    }
  }

  private void name(String text, int number) throws IOException {
    out.raw("<PersonName number=\"" + number + "\">");
    List<String> groups = ElementText.nameGroups(text);
    for (int i = 0; i < groups.size(); i++) {
      if (!groups.get(i).isEmpty()) {
        out.raw("<" + GROUPS.get(i) + ">");
        components(groups.get(i));
        out.raw("</" + GROUPS.get(i) + ">");
      }
    }
    out.raw("</PersonName>");
  }

  /** A caret too many stays in the last component; one at the end leaves an empty component. */
  private void components(String group) throws IOException {
    List<String> components = Arrays.asList(group.split("\\^", COMPONENTS.size()));
    for (int i = 0; i < components.size(); i++) {
      if (!components.get(i).isEmpty() || i + 1 == components.size()) {
        out.raw("<" + COMPONENTS.get(i) + ">");
        out.text(components.get(i));
        out.raw("</" + COMPONENTS.get(i) + ">");
      }
    }
  }
}
