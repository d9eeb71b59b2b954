package io.isthmus.pixel.worker;

import io.isthmus.pixel.CodecException;
import io.isthmus.pixel.CodecException.Reason;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** What a worker made of a frame, as it comes over the worker's standard output. */
sealed interface Answer {
  /** Begins every answer: a library that prints something ends its worker. */
  int MARK = 0x49534D41;

  int MOST_FACTS = 1000;

  /** The frame's pixels, or its codestream. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Done(byte[] frame) implements Answer {}

  /** Why there are none. */
  record Failed(Reason reason, String facts) implements Answer {
    /** A failure of the codec. */
    static Failed of(CodecException e) {
      return new Failed(e.reason(), String.valueOf(e.getMessage()));
    }
  }

  /** Sends the answer. */
  default void write(DataOutputStream out) throws IOException {
    out.writeInt(MARK);
    switch (this) {
      case Done(byte[] frame) -> {
        out.writeBoolean(true);
        out.writeInt(frame.length);
        out.write(frame);
      }
      case Failed(Reason reason, String facts) -> {
        out.writeBoolean(false);
        out.writeUTF(reason.name());
        out.writeUTF(facts.substring(0, Math.min(MOST_FACTS, facts.length())));
      }
    }
    out.flush();
  }

  /**
   * Waits for an answer.
   *
   * @param most bytes that a frame may have
   * @throws IOException if something else comes, or the end
   */
  static Answer read(DataInputStream in, long most) throws IOException {
    if (in.readInt() != MARK) {
      throw new IOException("the worker does not answer as it should");
    }
    if (!in.readBoolean()) {
      String reason = in.readUTF();
      String facts = in.readUTF();
      for (Reason known : Reason.values()) {
        if (known.name().equals(reason)) {
          return new Failed(known, facts);
        }
      }
      throw new IOException("the worker fails for no known reason");
    }
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("the worker gives " + length + " bytes of at most " + most);
    }
    byte[] frame = new byte[length];
    in.readFully(frame);
    return new Done(frame);
  }
}
