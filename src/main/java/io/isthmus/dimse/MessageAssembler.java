package io.isthmus.dimse;

import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.Pdv;
import io.isthmus.ul.net.AssociationException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages together from PDVs in whatever packing the peer chose (PS3.8 Annex E). Used by the
 * one thread that receives on the association.
 */
public final class MessageAssembler {
  private static final int MAX_COMMAND_LENGTH = 64 * 1024;

  private final PdvChannel channel;
  private @Nullable Fragments current;

  MessageAssembler(PdvChannel channel) {
    this.channel = channel;
  }

  /**
   * The next message; first passes over what is left of the data set before it.
   *
   * @return null when the peer asks for release between two messages
   * @throws AssociationException if the association is lost, or was aborted because the peer broke
   *     the rules
   */
  public @Nullable ReceivedMessage next() throws AssociationException {
    drain();
    Pdv first = channel.receive();
    if (first == null) {
      return null;
    }
    AcceptedContext context =
        channel
            .context(first.contextId())
            .orElseThrow(() ->
                channel.protocolError(
                    "message in context " + first.contextId() + ", which is not accepted", null));
    try {
      CommandSet command = CommandSet.read(command(first));
      DimseMessage message = MessageCodec.decode(command);
      current = command.hasDataSet() ? new Fragments(context.id()) : null;
      return new ReceivedMessage(context, message, current);
    } catch (MalformedCommandException e) {
      throw channel.protocolError(String.valueOf(e.getMessage()), e);
    }
  }

  /** Passes over what is left of the data set of the last message. */
  public void drain() throws AssociationException {
    Fragments rest = current;
    current = null;
    while (rest != null && rest.next() != null) {
      // Bytes of no use are read all the same: the next message is behind them.
    }
  }

  private byte[] command(Pdv first) throws AssociationException {
    ByteArrayOutputStream command = new ByteArrayOutputStream(256);
    Pdv piece = first;
    while (true) {
      if (!piece.command()) {
        throw channel.protocolError("data where a command was awaited", null);
      }
      if (piece.contextId() != first.contextId()) {
        throw channel.protocolError("change of context inside a command", null);
      }
      ByteBuffer bytes = piece.data();
      command.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
      if (command.size() > MAX_COMMAND_LENGTH) {
        throw channel.protocolError("command of more than 64 KiB", null);
      }
      if (piece.last()) {
        return command.toByteArray();
      }
      piece = received();
    }
  }

  private Pdv received() throws AssociationException {
    Pdv piece = channel.receive();
    if (piece == null) {
      throw channel.protocolError("release in the middle of a message", null);
    }
    return piece;
  }

  private final class Fragments implements DataStream {
    private final int contextId;
    private boolean ended;

    Fragments(int contextId) {
      this.contextId = contextId;
    }

    @Override
    public @Nullable ByteBuffer next() throws AssociationException {
      while (!ended) {
        Pdv piece = received();
        if (piece.command()) {
          throw channel.protocolError("command inside a data set", null);
        }
        if (piece.contextId() != contextId) {
          throw channel.protocolError("change of context inside a message", null);
        }
        ended = piece.last();
        if (piece.data().hasRemaining()) {
          return piece.data();
        }
      }
      return null;
    }
  }
}
