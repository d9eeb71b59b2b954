package io.isthmus.dicom.xml;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ModelValues;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads a Native DICOM Model document (PS3.19 A.1), with or without its namespace. There are no
 * DTDs and no entities but those of XML itself; text becomes UTF-8, declared as ISO_IR 192 where
 * (0008,0005) was present or is needed.
 */
public final class NativeXmlReader {
  /** The deepest nesting of sequences. */
  public static final int MAX_DEPTH = 64;

  /** Two elements for each sequence, and those around and inside of them. */
  private static final int MAX_XML_DEPTH = 2 * MAX_DEPTH + 8;

  private static final int HEX_DIGITS = 8;

  private final XMLStreamReader in;

  private NativeXmlReader(XMLStreamReader in) {
    this.in = in;
  }

  /**
   * Reads a document; the stream is not closed.
   *
   * @throws MalformedXmlException if the text is no XML, or no Native DICOM Model
   */
  public static DataSet read(InputStream document) throws IOException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setProperty("jdk.xml.maxElementDepth", MAX_XML_DEPTH);
    try {
      XMLStreamReader in = factory.createXMLStreamReader(document);
      try {
        return new NativeXmlReader(in).document();
      } finally {
        in.close();
      }
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
      MalformedXmlException malformed = new MalformedXmlException("no XML", line);
      malformed.initCause(e);
      throw malformed;
    }
  }

  MalformedXmlException malformed(String fault) {
    return new MalformedXmlException(fault, in.getLocation().getLineNumber());
  }

  private DataSet document() throws XMLStreamException, IOException {
    while (in.next() != XMLStreamConstants.START_ELEMENT) {
      if (in.getEventType() == XMLStreamConstants.DTD) {
        throw malformed("a document type");
      }
    }
    if (!in.getLocalName().equals("NativeDicomModel")) {
      throw malformed("no NativeDicomModel");
    }
    return ModelValues.inUtf8(dataSet(0));
  }

  /** The attributes up to the end of the element that is open. */
  private DataSet dataSet(int depth) throws XMLStreamException, IOException {
    if (depth > MAX_DEPTH) {
      throw malformed("sequences are nested too deep");
    }
    DataSetBuilder builder = DataSet.builder();
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      if (!in.getLocalName().equals("DicomAttribute")) {
        throw malformed("no DicomAttribute");
      }
      int tag = tag(builder);
      if (builder.contains(tag)) {
        throw malformed(Tag.format(tag) + " twice");
      }
      Element element = attribute(tag, depth);
      if (!Tag.isGroupLength(tag)) {
        builder.put(element);
      }
    }
    return builder.build();
  }

  /** An XML attribute by its name in lower case, or as older documents spell it. */
  private Optional<String> attribute(String name) {
    for (int i = 0; i < in.getAttributeCount(); i++) {
      if (in.getAttributeLocalName(i).equalsIgnoreCase(name)) {
        return Optional.of(in.getAttributeValue(i));
      }
    }
    return Optional.empty();
  }

  private int tag(DataSetBuilder builder) throws MalformedXmlException {
    String text = attribute("tag").orElse("").replace("xx", "00");
    if (text.length() == HEX_DIGITS && text.chars().allMatch(HexFormat::isHexDigit)) {
      int tag = HexFormat.fromHexDigits(text);
      Optional<String> creator = attribute("privateCreator").filter(name -> !name.isBlank());
      // With the digits of its block left out, (gggg,xx10) looks like a private creator's tag.
      return creator.isPresent() && Tag.isPrivate(tag)
          ? PrivateBlocks.place(builder, tag, creator.get())
              .orElseThrow(() -> malformed(Tag.format(tag) + " has no block left"))
          : tag;
    }
    return attribute("keyword")
        .flatMap(Dictionary::byKeyword)
        .map(Dictionary.Entry::tag)
        .orElseThrow(() -> malformed("an attribute without a tag"));
  }

  private Element attribute(int tag, int depth) throws XMLStreamException, IOException {
    Optional<String> stated = attribute("vr");
    Optional<Vr> known = stated.flatMap(Vr::find);
    if (stated.isPresent() && known.isEmpty()) {
      throw malformed(Tag.format(tag) + " has no VR");
    }
    Vr vr = ModelValues.vr(tag, known.orElse(null));
    XmlAttribute content = new XmlAttribute(this, tag, vr);
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      child(content, depth);
    }
    return content.element();
  }

  private void child(XmlAttribute content, int depth) throws XMLStreamException, IOException {
    switch (in.getLocalName()) {
      case "Value" -> {
        int number = number();
        content.value(number, in.getElementText());
      }
      case "PersonName" -> {
        int number = number();
        content.value(number, name());
      }
      case "Item" -> {
        int number = number();
        content.item(number, dataSet(depth + 1));
      }
      case "InlineBinary" -> content.inline(in.getElementText());
      case "BulkData" -> {
        content.bulk(
            attribute("uri")
                .or(() -> attribute("uuid").map(uuid -> "urn:uuid:" + uuid))
                .orElseThrow(() -> malformed("bulk data without an address")));
        in.getElementText();
      }
      default -> throw malformed("an unknown child of DicomAttribute");
    }
  }

  private int number() throws MalformedXmlException {
    try {
      return Integer.parseInt(attribute("number").orElse("0"));
    } catch (NumberFormatException e) {
      throw malformed("a number that is none");
    }
  }

  private String name() throws XMLStreamException, IOException {
    List<String> groups = List.of("Alphabetic", "Ideographic", "Phonetic");
    List<String> components =
        List.of("FamilyName", "GivenName", "MiddleName", "NamePrefix", "NameSuffix");
    String[] read = {"", "", ""};
    while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
      int group = groups.indexOf(in.getLocalName());
      if (group < 0) {
        throw malformed("no person name");
      }
      String[] parts = {"", "", "", "", ""};
      int count = 0;
      while (in.nextTag() == XMLStreamConstants.START_ELEMENT) {
        int component = components.indexOf(in.getLocalName());
        if (component < 0) {
          throw malformed("no person name");
        }
        parts[component] = in.getElementText();
        count = Math.max(count, component + 1);
      }
      read[group] = String.join("^", Arrays.asList(parts).subList(0, count));
    }
    return String.join("=", read).replaceFirst("=+$", "");
  }
}
