package io.isthmus.ul.net;

import io.isthmus.ul.Pdu;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An association could not be made, or is gone. */
public final class AssociationException extends IOException {
  private static final long serialVersionUID = 1L;

  /** What happened. */
  public enum Reason {
    /** No TCP connection or no TLS session. */
    CONNECT_FAILED,
    /** A-ASSOCIATE-RJ, transient: later may do. */
    REJECTED_TRANSIENT,
    /** A-ASSOCIATE-RJ, permanent. */
    REJECTED_PERMANENT,
    /** A-ABORT from the peer. */
    ABORTED,
    /** The peer was silent for too long; see {@link #phase}. */
    TIMED_OUT,
    /** The peer broke the protocol; we aborted. */
    PROTOCOL_ERROR,
    /**
     * The connection or association ended: by the peer without a word, by its release, or by us.
     */
    CLOSED
  }

  /** What was awaited when time ran out. */
  public enum Phase {
    CONNECT,
    TLS_HANDSHAKE,
    ASSOCIATE,
    /** The next request of a peer that associated with us. */
    IDLE,
    RESPONSE,
    SEND,
    RELEASE
  }

  private final Reason reason;
  private final transient @Nullable Phase phase;
  private final transient Pdu.@Nullable AAssociateRj rejection;
  private final transient Pdu.@Nullable AAbort abort;

  private AssociationException(
      Reason reason,
      String fact,
      @Nullable Throwable cause,
      @Nullable Phase phase,
      @Nullable Pdu answer) {
    super(fact, cause);
    this.reason = reason;
    this.phase = phase;
    this.rejection = answer instanceof Pdu.AAssociateRj rj ? rj : null;
    this.abort = answer instanceof Pdu.AAbort aborted ? aborted : null;
  }

  /** No connection. */
  static AssociationException connectFailed(PeerAddress peer, Throwable cause) {
    String why =
        cause instanceof UnknownHostException ? "the host is not known" : cause.getMessage();
    String fact = "no connection to " + peer + ": " + why;
    return new AssociationException(Reason.CONNECT_FAILED, fact, cause, null, null);
  }

  static AssociationException rejected(String peer, Pdu.AAssociateRj rj) {
    Reason reason = rj.isTransient() ? Reason.REJECTED_TRANSIENT : Reason.REJECTED_PERMANENT;
    String fact = peer + " rejected the association: " + rj.meaning();
    return new AssociationException(reason, fact, null, null, rj);
  }

  static AssociationException aborted(String peer, Pdu.AAbort abort) {
    String fact =
        peer + " aborted the association: source " + abort.source() + ", reason " + abort.reason();
    return new AssociationException(Reason.ABORTED, fact, null, null, abort);
  }

  static AssociationException timedOut(String peer, Phase phase) {
    String fact = peer + " was silent for too long, phase " + phase;
    return new AssociationException(Reason.TIMED_OUT, fact, null, phase, null);
  }

  static AssociationException closed(String fact, @Nullable Throwable cause) {
    return new AssociationException(Reason.CLOSED, fact, cause, null, null);
  }

  /** The peer said what the protocol does not allow here. */
  public static AssociationException protocolError(String fact, @Nullable Throwable cause) {
    return new AssociationException(Reason.PROTOCOL_ERROR, fact, cause, null, null);
  }

  /** What happened. */
  public Reason reason() {
    return reason;
  }

  /** What was awaited; present with {@link Reason#TIMED_OUT}. */
  public Optional<Phase> phase() {
    return Optional.ofNullable(phase);
  }

  /** The rejection; present with the two reasons that begin with REJECTED. */
  public Optional<Pdu.AAssociateRj> rejection() {
    return Optional.ofNullable(rejection);
  }

  /** The peer's abort; present with {@link Reason#ABORTED}. */
  public Optional<Pdu.AAbort> abort() {
    return Optional.ofNullable(abort);
  }

  /** The same facts for one more caller, who has a stack trace of its own. */
  AssociationException again() {
    Pdu answer = rejection != null ? rejection : abort;
    return new AssociationException(reason, String.valueOf(getMessage()), this, phase, answer);
  }
}
