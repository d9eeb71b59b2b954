package io.isthmus.web.capabilities;

import java.io.StringWriter;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a WADL document as XML. */
final class WadlXml {
  private WadlXml() {}

  static String of(WadlElement application) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      write(application, xml);
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return text.toString();
  }

  private static void write(WadlElement element, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeStartElement(element.name());
    for (Map.Entry<String, String> attribute : element.attributes().entrySet()) {
      xml.writeAttribute(attribute.getKey(), attribute.getValue());
    }
    xml.writeCharacters(element.text());
    for (WadlElement child : element.children()) {
      write(child, xml);
    }
    xml.writeEndElement();
  }
}
