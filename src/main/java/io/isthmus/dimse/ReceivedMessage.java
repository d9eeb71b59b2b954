package io.isthmus.dimse;

import io.isthmus.ul.AcceptedContext;
import org.jspecify.annotations.Nullable;

/**
 * A message with the way to its data set.
 *
 * @param context the presentation context that it came in
 * @param message what the command says
 * @param data the data set; null when the command says that there is none
 */
public record ReceivedMessage(
    AcceptedContext context, DimseMessage message, @Nullable DataStream data) {}
