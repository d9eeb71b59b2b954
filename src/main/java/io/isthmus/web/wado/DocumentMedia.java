package io.isthmus.web.wado;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.MediaRange;
import java.util.List;
import java.util.Optional;

/** The media type of an encapsulated document, such as application/pdf (WADO-27). */
final class DocumentMedia {
  private static final String PDF = "application/pdf";
  private static final String OCTET_STREAM = "application/octet-stream";

  private DocumentMedia() {}

  /** Whether a path leads to a document. */
  static boolean isDocument(ElementPath path) {
    return path.depth() == 0 && path.tag() == Tag.EncapsulatedDocument;
  }

  /**
   * The form in which a document is given, as its own type if that is accepted. What a browser
   * opens by itself must not act for the gateway: it is what anybody stored in the PACS. A PDF does
   * not, and no browser opens one in a sandbox.
   */
  static BulkForm choose(Exchange exchange, DataSet dataSet) {
    String own = mediaType(dataSet).orElse(OCTET_STREAM);
    List<BulkForm> forms =
        List.of(
            form(own, true), form(OCTET_STREAM, true), form(own, false), form(OCTET_STREAM, false));
    ContentNegotiation offers =
        ContentNegotiation.among(
            forms.stream()
                .map(form ->
                    form.multipart()
                        ? "multipart/related; type=\"" + form.mediaType() + "\""
                        : form.mediaType())
                .toArray(String[]::new));
    BulkForm form = forms.get(offers.select(exchange).index());
    if (!List.of(PDF, OCTET_STREAM).contains(form.mediaType())) {
      exchange.addHeader("Content-Security-Policy", "sandbox");
    }
    return form;
  }

  /** What the document says that it is; nothing that is no media type ends up in a header. */
  private static Optional<String> mediaType(DataSet dataSet) {
    return dataSet
        .string(Tag.MIMETypeOfEncapsulatedDocument)
        .map(MediaRange::list)
        .filter(types -> types.size() == 1 && !types.getFirst().hasWildcard())
        .map(types -> types.getFirst().type() + "/" + types.getFirst().subtype())
        .filter(type -> !type.startsWith("multipart/"));
  }

  private static BulkForm form(String type, boolean multipart) {
    String contentType =
        type.equals(OCTET_STREAM)
            ? type + "; transfer-syntax=" + TransferSyntax.ExplicitVRLittleEndian.uid()
            : type;
    return new BulkForm(type, contentType, multipart, TransferSyntax.ExplicitVRLittleEndian);
  }
}
