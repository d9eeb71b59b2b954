package io.isthmus.dimse;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.DataSetWriter;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.net.Activity;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationException;
import io.isthmus.ul.net.FragmentSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Messages with their data sets, in and out, on one association. One thread receives. */
public final class DimseChannel {
  private static final int MAX_DATA_SET_LENGTH = 16 * 1024 * 1024;

  private final Association association;
  private final MessageAssembler assembler;

  /** On an association on which nothing is outstanding. */
  public DimseChannel(Association association) {
    this(association, Activity.NONE);
  }

  /**
   * On an association on which nothing is outstanding.
   *
   * @param elsewhere what the peer does on other associations for what is awaited on this one
   */
  public DimseChannel(Association association, Activity elsewhere) {
    this.association = association;
    this.assembler = new MessageAssembler(PdvChannel.of(association, elsewhere));
  }

  /** The association below. */
  public Association association() {
    return association;
  }

  /** Sends a message without a data set; any thread may. */
  public void send(AcceptedContext context, DimseMessage message) throws AssociationException {
    try {
      association.send(context.id(), MessageCodec.encode(message, false).encode(), null);
    } catch (AssociationException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("no data were to be read", e);
    }
  }

  /** Sends a message with a small data set, encoded as the context has it. */
  public void send(AcceptedContext context, DimseMessage message, DataSet dataSet)
      throws IOException {
    TransferSyntax syntax = TransferSyntax.of(context.transferSyntax());
    ByteBuffer bytes = ByteBuffer.wrap(DataSetWriter.encode(dataSet, syntax));
    send(context, message, () -> bytes.hasRemaining() ? bytes : null);
  }

  /** Sends a message with a data set that is read while it is sent. */
  public void send(AcceptedContext context, DimseMessage message, FragmentSource dataSet)
      throws IOException {
    association.send(context.id(), MessageCodec.encode(message, true).encode(), dataSet);
  }

  /** The next request of the peer, which may take its time; null when the peer asks for release. */
  public @Nullable ReceivedMessage receiveRequest() throws AssociationException {
    assembler.drain();
    association.awaitPeer();
    return assembler.next();
  }

  /** The next message; null when the peer asks for release. */
  public @Nullable ReceivedMessage receive() throws AssociationException {
    return assembler.next();
  }

  /** Whether bytes wait to be received. */
  public boolean hasInput() {
    return association.hasInput();
  }

  /** Passes over what is left of the last message. */
  public void drain() throws AssociationException {
    assembler.drain();
  }

  /**
   * Reads the whole data set of a message, as fits identifiers and attribute lists: 16 MiB at most.
   *
   * @return an empty data set when the message has none
   */
  public DataSet readDataSet(ReceivedMessage message) throws AssociationException {
    DataStream data = message.data();
    if (data == null) {
      return DataSet.EMPTY;
    }
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (ByteBuffer next = data.next(); next != null; next = data.next()) {
        bytes.write(next.array(), next.arrayOffset() + next.position(), next.remaining());
        if (bytes.size() > MAX_DATA_SET_LENGTH) {
          throw association.protocolError("identifier of more than 16 MiB", null);
        }
      }
      return DataSetReader.read(
          bytes.toByteArray(), TransferSyntax.of(message.context().transferSyntax()));
    } catch (AssociationException e) {
      throw e;
    } catch (MalformedDicomException e) {
      throw association.protocolError("identifier that is no data set", e);
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory", e);
    }
  }
}
