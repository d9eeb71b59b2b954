package io.isthmus.web.wado;

import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.Shortfall;
import io.isthmus.retrieve.spool.DirectBuffers;
import io.isthmus.web.http.Exchange;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;

/** What every resource does with the retrieval behind it. */
final class Instances {
  private Instances() {}

  /**
   * Opens a retrieval; {@code Cache-Control: no-cache} has the PACS asked about what is held (RFC
   * 9111 5.2.1.4).
   */
  static Retrieval open(RetrieveService retrieves, Exchange exchange, RetrieveScope scope)
      throws ArchiveException {
    return ended(
        exchange, retrieves.open(exchange.caller(), exchange.pacs(), scope, anew(exchange)));
  }

  /** The same for one that is read for descriptions alone. */
  static Retrieval openToDescribe(RetrieveService retrieves, Exchange exchange, RetrieveScope scope)
      throws ArchiveException {
    return ended(
        exchange,
        retrieves.openToDescribe(exchange.caller(), exchange.pacs(), scope, anew(exchange)));
  }

  /** Lends a buffer until nothing of the answer is under way any more. */
  static ByteBuffer buffer(Exchange exchange, DirectBuffers buffers) {
    DirectBuffers.Loan loan = buffers.borrow();
    exchange.whenOver(loan::close);
    return loan.buffer();
  }

  private static Retrieval ended(Exchange exchange, Retrieval retrieval) {
    exchange.onClientGone(retrieval::close);
    return retrieval;
  }

  private static boolean anew(Exchange exchange) {
    return exchange
        .header("Cache-Control")
        .filter(value -> value.toLowerCase(Locale.ROOT).contains("no-cache"))
        .isPresent();
  }

  /**
   * Says in a Warning what is known to be missing, and that the answer does without it (WADO-12);
   * only before the answer begins.
   *
   * @return whether anything is missing, so that the status is 206
   */
  static boolean announceShortfall(Exchange exchange, Retrieval retrieval) {
    Optional<Shortfall> shortfall = retrieval.shortfall();
    shortfall.ifPresent(lacking -> {
      retrieval.allowShortfall();
      exchange.warn(warning(lacking));
    });
    return shortfall.isPresent();
  }

  /** What is missing, in words. */
  static String warning(Shortfall lacking) {
    return String.format(
        Locale.ROOT,
        "Instances left out because the PACS did not give them: %d (status %04X)",
        lacking.missing(),
        lacking.status());
  }
}
