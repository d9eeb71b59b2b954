package io.isthmus.ul.net;

import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.Agreement;
import io.isthmus.ul.AssociationEvent;
import io.isthmus.ul.AssociationState;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.Pdv;
import io.isthmus.ul.net.AssociationException.Phase;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * An established association. One thread at a time receives; any thread may send a message, which
 * goes out whole, and any thread may abort. Every exception leaves the association closed.
 */
public final class Association implements AutoCloseable {
  /** A limit in time that another thread keeps. */
  public interface Grace extends AutoCloseable {
    /** Calls it off; where it is too late for that, the association is aborted on return. */
    @Override
    void close();
  }

  private final UpperLayer upper;
  private final boolean requestor;
  private final String callingAeTitle;
  private final String calledAeTitle;
  private final Agreement agreement;
  private final AssociationTimeouts timeouts;
  private final PDataWriter writer;
  private final AtomicInteger messageIds = new AtomicInteger();
  private Iterator<Pdv> values = Collections.emptyIterator();

  Association(
      UpperLayer upper,
      boolean requestor,
      Pdu.AAssociateRq request,
      Agreement agreement,
      AssociationTimeouts timeouts) {
    this.upper = upper;
    this.requestor = requestor;
    this.callingAeTitle = request.callingAeTitle();
    this.calledAeTitle = request.calledAeTitle();
    this.agreement = agreement;
    this.timeouts = timeouts;
    this.writer = new PDataWriter(upper.transport(), agreement.peerMaxPduLength());
  }

  /** What was negotiated. */
  public Agreement agreement() {
    return agreement;
  }

  /** Whether this side requested the association. */
  public boolean isRequestor() {
    return requestor;
  }

  /** AE title of the side that requested the association. */
  public String callingAeTitle() {
    return callingAeTitle;
  }

  /** AE title of the side that accepted the association. */
  public String calledAeTitle() {
    return calledAeTitle;
  }

  /** IP address of the peer, as text. */
  public String remoteAddress() {
    return upper.transport().remoteAddress();
  }

  /** The first accepted context of a SOP class. */
  public Optional<AcceptedContext> find(String abstractSyntax) {
    return agreement.find(abstractSyntax);
  }

  /** The accepted context of a SOP class in a transfer syntax. */
  public Optional<AcceptedContext> find(String abstractSyntax, String transferSyntax) {
    return agreement.find(abstractSyntax, transferSyntax);
  }

  /** Whether the requestor may be SCP of a SOP class, as C-GET needs it for storage classes. */
  public boolean acceptsRequestorAsScp(String sopClassUid) {
    return agreement.role(sopClassUid).scp();
  }

  /** A Message ID that no outstanding operation has: 1..65535, then from 1 again. */
  public int nextMessageId() {
    return messageIds.updateAndGet(id -> id == 0xFFFF ? 1 : id + 1);
  }

  /** Whether data can be sent and received, as far as is known without asking the peer. */
  public boolean isOpen() {
    return upper.state() == AssociationState.STA6 && !upper.isOver();
  }

  /**
   * Whether the association, on which nothing is outstanding, still stands: looks for about a
   * millisecond at what the peer has sent, and answers a release. What it has begun to say is whole
   * at once, or not waited for.
   */
  public boolean isAlive() {
    if (!isOpen() || values.hasNext() || upper.transport().isInsideData()) {
      return false;
    }
    try {
      if (upper.isSilent(Duration.ofMillis(1))) {
        return true;
      }
      if (upper.receive(UpperLayer.LINGER, Phase.IDLE) instanceof Pdu.AReleaseRq) {
        confirmRelease();
      } else {
        abort("the peer sent data where nothing was outstanding");
      }
    } catch (AssociationException gone) {
      return false;
    }
    return false;
  }

  /**
   * Sends a message, whole and undisturbed by others.
   *
   * @param contextId an accepted presentation context
   * @param command the encoded command set
   * @param data the data set, of even length; null when there is none
   * @throws AssociationException if the peer is lost
   * @throws IOException if the source of the data fails; the association is aborted, as what was
   *     sent cannot be taken back
   */
  public void send(int contextId, byte[] command, @Nullable FragmentSource data)
      throws IOException {
    Transport transport = upper.transport();
    SourceGuard guard = data == null ? null : new SourceGuard(data);
    transport.writeLock.lock();
    try {
      upper.begin(AssociationEvent.EVT9);
      writer.message(contextId, command, guard);
    } catch (IOException e) {
      if (guard != null && guard.hasFailed()) {
        abort("the data set to be sent could not be read");
        throw e;
      }
      throw e instanceof AssociationException gone ? gone : upper.lost(e, Phase.SEND);
    } catch (RuntimeException | Error e) {
      abort("the data set to be sent could not be read");
      throw e;
    } finally {
      transport.writeLock.unlock();
    }
  }

  /**
   * The next piece of a command or data set; its bytes are valid until the next call.
   *
   * @return null when the peer asks for release: finish, then {@link #confirmRelease}
   */
  public @Nullable Pdv receive() throws AssociationException {
    return receive(Activity.NONE);
  }

  /**
   * The same, where the peer may also be busy on other associations for what is awaited: only when
   * neither they nor this one have shown anything for the limit is it silent.
   */
  public @Nullable Pdv receive(Activity elsewhere) throws AssociationException {
    while (!values.hasNext()) {
      Pdu pdu = upper.receive(Limit.each(timeouts.response(), elsewhere), Phase.RESPONSE);
      if (!(pdu instanceof Pdu.PDataTf data)) {
        return null;
      }
      values = data.values().iterator();
    }
    return values.next();
  }

  /**
   * Waits for the peer to begin something while nothing is outstanding, for as long as an idle peer
   * is borne.
   */
  public void awaitPeer() throws AssociationException {
    if (!values.hasNext() && upper.isSilent(timeouts.idle())) {
      throw upper.lost(new SocketTimeoutException("idle"), Phase.IDLE);
    }
  }

  /** Whether bytes of the peer wait to be received. */
  public boolean hasInput() {
    try {
      return values.hasNext() || upper.transport().hasInput();
    } catch (IOException gone) {
      return true;
    }
  }

  /** Answers the peer's request of release and closes. */
  public void confirmRelease() throws AssociationException {
    upper.send(AssociationEvent.EVT14, new Pdu.AReleaseRp());
    upper.closeWhenDone();
  }

  /** Releases in order, within the limit for it, else aborts; does nothing if closed already. */
  public void release() {
    if (!isOpen()) {
      abort("released");
      return;
    }
    try {
      upper.send(AssociationEvent.EVT11, new Pdu.AReleaseRq());
      Limit limit = Limit.within(timeouts.release());
      while (upper.state() != AssociationState.STA1) {
        upper.receive(limit.remaining(), Phase.RELEASE);
        // A collision (PS3.8 7.2.2.7): both asked, both answer.
        AssociationState state = upper.state();
        if (state == AssociationState.STA9 || state == AssociationState.STA12) {
          upper.send(AssociationEvent.EVT14, new Pdu.AReleaseRp());
          upper.closeWhenDone();
        }
      }
    } catch (AssociationException gone) {
      // Closed all the same.
    }
  }

  /** Aborts; does nothing if closed already. */
  public void abort() {
    abort("aborted");
  }

  /**
   * Aborts from any thread; whoever waits on the association gets a CLOSED with this reason.
   *
   * @param why in words that hold no patient data
   */
  public void abort(String why) {
    if (!upper.isOver()) {
      upper.abort(closed(why));
    }
  }

  /**
   * Aborts because the peer broke a rule.
   *
   * @return what to throw
   */
  public AssociationException protocolError(String fact, @Nullable Throwable cause) {
    AssociationException error =
        AssociationException.protocolError(upper.peer() + ": " + fact, cause);
    upper.abort(error);
    return error;
  }

  /** Aborts after a time unless called off. */
  public Grace abortAfter(Duration grace, String why) {
    Watchdog.Watch watch = upper.abortAfter(grace, closed(why));
    // Never an abort that comes late: the association may be in other hands then.
    return () -> {
      if (!watch.callOff()) {
        abort(why);
      }
    };
  }

  private AssociationException closed(String why) {
    return AssociationException.closed("association with " + upper.peer() + ": " + why, null);
  }

  /** Releases if nothing went wrong before. */
  @Override
  public void close() {
    if (isOpen()) {
      release();
    }
  }
}
