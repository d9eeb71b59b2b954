package io.isthmus.web.wado;

import static java.util.Comparator.comparingInt;

import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.web.http.ContentNegotiation;
import io.isthmus.web.http.ContentNegotiation.Selection;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.NotAcceptableException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A request for the instances of a study or series, or for one instance, as PS3.10 files.
 *
 * @param wishes what the client accepts, the best first; at least one
 */
record WadoRequest(RetrieveScope scope, List<Wish> wishes) {
  private static final String MULTIPART = "multipart/related; type=\"application/dicom\"";
  private static final String SINGLE = "application/dicom";
  private static final String ZIP = "application/zip";
  private static final List<Form> FORMS = List.of(Form.MULTIPART, Form.ZIP, Form.SINGLE);
  private static final ContentNegotiation OF_MANY =
      among(Stream.concat(Stream.of(MULTIPART, ZIP), BulkRequest.multiparts().stream()));
  private static final ContentNegotiation OF_ONE =
      among(Stream.concat(Stream.of(MULTIPART, ZIP, SINGLE), BulkRequest.multiparts().stream()));

  /** How files are put into an answer. */
  enum Form {
    /** Each in a part. */
    MULTIPART,
    /** As entries of an archive (WADO-37). */
    ZIP,
    /** One by itself. */
    SINGLE
  }

  /**
   * A form and transfer syntax that the client accepts.
   *
   * @param quality in thousandths
   */
  record Wish(Form form, SyntaxWish syntax, int quality) {

    /** Whether it is met without a pixel being touched; then it goes before its equals. */
    private boolean isMetAsStored(TransferSyntax stored) {
      return SyntaxWish.isUntouched(stored, syntax.targets(stored).getFirst());
    }
  }

  /** How an instance is given. */
  record Delivery(Form form, TransferSyntax syntax) {}

  WadoRequest {
    wishes = List.copyOf(wishes);
  }

  /** Whether the client would rather have the bulk values of the instances (WADO-10). */
  static boolean prefersBulkData(Exchange exchange, RetrieveScope scope) {
    return offers(scope).select(exchange).index() >= forms(scope).size();
  }

  /**
   * Reads a request; a single part is offered for one instance only (WADO-09).
   *
   * @throws NotAcceptableException when nothing that is accepted can ever be given
   */
  static WadoRequest of(Exchange exchange, RetrieveScope scope) {
    List<Form> forms = forms(scope);
    List<Wish> wishes =
        offers(scope).selections(exchange).stream()
            .filter(selection -> selection.index() < forms.size())
            .flatMap(selection -> wish(forms.get(selection.index()), selection).stream())
            .toList();
    WadoRequest request = new WadoRequest(scope, wishes);
    if (wishes.isEmpty()) {
      throw request.notAcceptable(List.of());
    }
    return request;
  }

  /**
   * The ways in which an instance stored in this transfer syntax may be given, the best first,
   * whether or not it can be made so.
   */
  Stream<Delivery> deliveries(TransferSyntax stored) {
    return wishes.stream()
        .sorted(
            comparingInt((Wish wish) -> -wish.quality())
                .thenComparing(wish -> !wish.isMetAsStored(stored)))
        .flatMap(wish ->
            wish.syntax().targets(stored).stream()
                .map(syntax -> new Delivery(wish.form(), syntax)));
  }

  /**
   * Tells what could be given (MT-11).
   *
   * @param targets transfer syntaxes that images can be had in beside their own
   */
  NotAcceptableException notAcceptable(List<TransferSyntax> targets) {
    return new NotAcceptableException(
        forms(scope).stream()
            .map(form ->
                switch (form) {
                  case MULTIPART -> MULTIPART;
                  case ZIP -> ZIP;
                  case SINGLE -> SINGLE;
                })
            .flatMap(type ->
                Stream.concat(Stream.of("*"), targets.stream().map(TransferSyntax::uid))
                    .map(syntax -> type + "; transfer-syntax=" + syntax))
            .toList());
  }

  private static Optional<Wish> wish(Form form, Selection selection) {
    return SyntaxWish.of(selection.transferSyntax())
        .map(syntax -> new Wish(form, syntax, selection.range().quality()));
  }

  private static ContentNegotiation offers(RetrieveScope scope) {
    return scope.sopInstanceUid().isPresent() ? OF_ONE : OF_MANY;
  }

  private static List<Form> forms(RetrieveScope scope) {
    return scope.sopInstanceUid().isPresent() ? FORMS : FORMS.subList(0, 2);
  }

  private static ContentNegotiation among(Stream<String> types) {
    return ContentNegotiation.among(types.toArray(String[]::new));
  }
}
