package io.isthmus.ul.net;

import io.isthmus.ul.AbortReason;
import io.isthmus.ul.Action;
import io.isthmus.ul.AssociationEvent;
import io.isthmus.ul.AssociationMachine;
import io.isthmus.ul.AssociationState;
import io.isthmus.ul.Effect;
import io.isthmus.ul.MalformedPduException;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.PduWriter;
import io.isthmus.ul.net.AssociationException.Phase;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state machine joined to a connection: events come from the peer's bytes and the local user,
 * and the effects of each action are done here. What the standard calls an indication is a return
 * value or an exception. Every failure leaves the connection closed.
 */
final class UpperLayer {
  /** How long the peer may take to close after our last PDU; else a reset could eat it. */
  static final Duration LINGER = Duration.ofMillis(100);

  private static final Duration ABORT_PATIENCE = Duration.ofSeconds(1);

  private final AssociationMachine machine;
  private final Transport transport;
  private final Watchdog watchdog;
  private final Artim artim;
  private final String peer;
  private final Duration associate;
  private volatile @Nullable AssociationException ending;

  /**
   * In Sta1, on a connection.
   *
   * @param peer who that is, for messages
   * @param associate limit of ARTIM while A-ASSOCIATE-RQ is awaited
   */
  UpperLayer(
      boolean requestor, Transport transport, Watchdog watchdog, String peer, Duration associate) {
    this.associate = associate;
    this.machine = new AssociationMachine(requestor);
    this.transport = transport;
    this.artim = new Artim(watchdog, transport::close);
    this.watchdog = watchdog;
    this.peer = peer;
  }

  AssociationState state() {
    return machine.state();
  }

  String peer() {
    return peer;
  }

  Transport transport() {
    return transport;
  }

  /** An event of the local user or the transport that sends nothing. */
  void local(AssociationEvent event) {
    apply(machine.on(event), AbortReason.NOT_SPECIFIED);
  }

  /** A request or response of the local user that sends a PDU. */
  void send(AssociationEvent event, Pdu pdu) throws AssociationException {
    byte[] bytes = PduWriter.encode(pdu);
    transport.writeLock.lock();
    try {
      Action action = begin(event);
      transport.write(bytes, 0, bytes.length);
      apply(action, AbortReason.NOT_SPECIFIED);
    } catch (AssociationException e) {
      throw e;
    } catch (IOException e) {
      throw lost(e, Phase.SEND);
    } finally {
      transport.writeLock.unlock();
    }
  }

  /** The transition for an event of the local user; refused when the association is gone. */
  Action begin(AssociationEvent event) throws AssociationException {
    AssociationException over = ending;
    Action action = over == null ? machine.offer(event) : null;
    if (action == null) {
      throw gone();
    }
    return action;
  }

  private AssociationException gone() {
    AssociationException over = ending;
    return over == null
        ? AssociationException.closed("association with " + peer + " is not open", null)
        : over.again();
  }

  /**
   * The next PDU that the local user is told of.
   *
   * @param phase what is awaited, for the exception
   */
  Pdu receive(Limit limit, Phase phase) throws AssociationException {
    transport.readLock.lock();
    try {
      while (true) {
        if (ending != null) {
          // Whoever learns of an abort may close the connection; it is to be out by then.
          transport.awaitWriter(ABORT_PATIENCE);
          throw gone();
        }
        Pdu pdu = transport.read(limit);
        Action action = machine.offer(AssociationEvent.of(pdu));
        if (action == null) {
          throw gone();
        }
        apply(action, AbortReason.UNEXPECTED_PDU);
        if (action.effects().contains(Effect.INDICATE)) {
          return indicated(pdu);
        }
        if (action != Action.AA_6) {
          String fact = peer + " sent " + pdu.getClass().getSimpleName() + " out of turn";
          throw end(AssociationException.protocolError(fact, null));
        }
      }
    } catch (MalformedPduException e) {
      event(AssociationEvent.EVT19, e.reason());
      throw end(AssociationException.protocolError(peer + " sent a " + e.getMessage(), e));
    } catch (AssociationException e) {
      throw e;
    } catch (IOException e) {
      boolean over = !limit.remaining().isPositive() || artim.hasExpired();
      throw lost(over ? new SocketTimeoutException("time is over") : e, phase);
    } finally {
      closeWhenDone();
      transport.readLock.unlock();
    }
  }

  /**
   * The same, all of it within a limit. What the limits of single reads do not end, as bytes that
   * trickle in inside a record of TLS, ends with the connection.
   */
  Pdu receive(Duration limit, Phase phase) throws AssociationException {
    Limit all = Limit.within(limit);
    try (Watchdog.Watch _ = watchdog.after(limit.plus(ABORT_PATIENCE), transport::close)) {
      return receive(all, phase);
    }
  }

  private Pdu indicated(Pdu pdu) throws AssociationException {
    return switch (pdu) {
      case Pdu.AAbort abort -> throw end(AssociationException.aborted(peer, abort));
      case Pdu.AAssociateRj rj -> throw end(AssociationException.rejected(peer, rj));
      case Pdu.AReleaseRp rp -> {
        if (machine.state() == AssociationState.STA1) {
          end(AssociationException.closed("association with " + peer + " was released", null));
        }
        yield rp;
      }
      case Pdu.AAssociateRq rq -> rq;
      case Pdu.AAssociateAc ac -> ac;
      case Pdu.PDataTf data -> data;
      case Pdu.AReleaseRq rq -> rq;
    };
  }

  /** The connection failed under a read or write, or time ran out. */
  AssociationException lost(IOException e, Phase phase) {
    AssociationException over = ending;
    if (over != null) {
      transport.close();
      return over.again();
    }
    if (e instanceof SocketTimeoutException && phase != Phase.SEND) {
      AssociationException timedOut = end(AssociationException.timedOut(peer, phase));
      // ARTIM where it runs for a request, else the local user's abort.
      if (!event(AssociationEvent.EVT18, AbortReason.NOT_SPECIFIED)) {
        abort(timedOut);
      }
      return timedOut;
    }
    event(AssociationEvent.EVT17, AbortReason.NOT_SPECIFIED);
    transport.close();
    return end(
        e instanceof SocketTimeoutException
            ? AssociationException.timedOut(peer, phase)
            : AssociationException.closed(peer + " closed the connection: " + e.getMessage(), e));
  }

  /**
   * Sends A-ABORT and closes, from any thread and without waiting for a writer that is stuck. Does
   * nothing when the association is gone.
   *
   * @param why what others who use the association are told
   */
  void abort(AssociationException why) {
    boolean writer = transport.tryWriteLock(ABORT_PATIENCE);
    try {
      end(why);
      if (!writer
          || (!event(AssociationEvent.EVT15, AbortReason.NOT_SPECIFIED)
              && machine.state() != AssociationState.STA13)) {
        transport.close();
      }
    } finally {
      if (writer) {
        transport.writeLock.unlock();
      }
    }
    closeWhenDone();
  }

  /** In Sta13 nothing is left but to wait, while ARTIM runs, for the peer to close. */
  void closeWhenDone() {
    if (machine.state() != AssociationState.STA13) {
      return;
    }
    if (transport.readLock.tryLock()) {
      try {
        transport.linger();
        event(
            artim.hasExpired() ? AssociationEvent.EVT18 : AssociationEvent.EVT17,
            AbortReason.NOT_SPECIFIED);
      } finally {
        transport.readLock.unlock();
      }
    } else {
      transport.shutdownOutput(); // ARTIM closes
    }
  }

  /** Whether the peer neither sends anything nor closes within a time. */
  boolean isSilent(Duration limit) throws AssociationException {
    transport.readLock.lock();
    try {
      return !transport.awaitInput(limit);
    } catch (IOException e) {
      throw lost(e, Phase.RESPONSE);
    } finally {
      transport.readLock.unlock();
    }
  }

  Watchdog.Watch abortAfter(Duration grace, AssociationException why) {
    return watchdog.after(grace, () -> abort(why));
  }

  private AssociationException end(AssociationException why) {
    if (ending == null) {
      ending = why;
    }
    return why;
  }

  boolean isOver() {
    return ending != null;
  }

  /** Takes the transition for an event, if the table has one. */
  private boolean event(AssociationEvent event, AbortReason reason) {
    Action action = machine.offer(event);
    if (action != null) {
      apply(action, reason);
    }
    return action != null;
  }

  private void apply(Action action, AbortReason reason) {
    for (Effect effect : action.effects()) {
      switch (effect) {
        case SEND_USER_ABORT -> sendAbort(Pdu.AAbort.BY_USER);
        case SEND_PROVIDER_ABORT -> sendAbort(Pdu.AAbort.byProvider(reason));
        case START_ARTIM ->
            artim.start(machine.state() == AssociationState.STA2 ? associate : LINGER);
        case STOP_ARTIM -> artim.stop();
        case CLOSE -> transport.close();
        case CONNECT, SEND, INDICATE, INDICATE_PROVIDER_ABORT -> {
          // Done by the caller, who has the PDU, or who returns or throws.
        }
      }
    }
  }

  private void sendAbort(Pdu.AAbort abort) {
    transport.writeLast(PduWriter.encode(abort), ABORT_PATIENCE);
  }
}
