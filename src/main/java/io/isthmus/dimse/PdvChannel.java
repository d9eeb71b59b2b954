package io.isthmus.dimse;

import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.Pdv;
import io.isthmus.ul.net.Activity;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What messages are put together from. */
interface PdvChannel {
  /** The next piece; null when the peer asks for release. */
  @Nullable Pdv receive() throws AssociationException;

  Optional<AcceptedContext> context(int id);

  /** Ends the association and gives what to throw. */
  AssociationException protocolError(String fact, @Nullable Throwable cause);

  static PdvChannel of(Association association, Activity elsewhere) {
    return new PdvChannel() {
      @Override
      public @Nullable Pdv receive() throws AssociationException {
        return association.receive(elsewhere);
      }

      @Override
      public Optional<AcceptedContext> context(int id) {
        return association.agreement().context(id);
      }

      @Override
      public AssociationException protocolError(String fact, @Nullable Throwable cause) {
        return association.protocolError(fact, cause);
      }
    };
  }
}
