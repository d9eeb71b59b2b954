package io.isthmus.dimse.scp;

import io.isthmus.dimse.DimseChannel;
import io.isthmus.dimse.DimseMessage;
import io.isthmus.dimse.ReceivedMessage;
import java.io.IOException;

/** Serves requests of one kind. Thread safe: many associations use one. */
public interface DimseService {
  /** Whether a request is of this kind. */
  boolean serves(DimseMessage.Request request);

  /** Serves a request to its final response. */
  void serve(DimseChannel channel, ReceivedMessage received, DimseMessage.Request request)
      throws IOException;
}
