package io.isthmus.ul.net;

import io.isthmus.ul.AssociationEvent;
import io.isthmus.ul.AssociationProposal;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.net.AssociationException.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;

/** Opens associations. Thread safe; holds no connection itself. */
public final class AssociationClient {
  private final Negotiation negotiation;
  private final AssociationTimeouts timeouts;
  private final SocketLayer layer;
  private final Watchdog watchdog = new Watchdog();

  /**
   * Opens associations under our implementation identity.
   *
   * @param layer nothing or TLS
   */
  public AssociationClient(
      Negotiation negotiation, AssociationTimeouts timeouts, SocketLayer layer) {
    this.negotiation = negotiation;
    this.timeouts = timeouts;
    this.layer = layer;
  }

  /** The same client with other limits in time. */
  public AssociationClient withTimeouts(AssociationTimeouts other) {
    return new AssociationClient(negotiation, other, layer);
  }

  /**
   * Connects and negotiates; returns when the peer has accepted the association, be it without any
   * context.
   */
  public Association open(PeerAddress peer, AssociationProposal proposal)
      throws AssociationException {
    Socket plain = new Socket();
    Transport transport = null;
    boolean open = false;
    try {
      transport = connect(plain, peer);
      Association association = negotiate(transport, peer, proposal);
      open = true;
      return association;
    } catch (AssociationException e) {
      // TLS 1.3 refuses a client's certificate only after the client's handshake is done.
      throw e.getCause() instanceof SSLException refused
          ? AssociationException.connectFailed(peer, refused)
          : e;
    } finally {
      if (!open && transport != null) {
        transport.close();
      } else if (!open) {
        closeQuietly(plain);
      }
    }
  }

  private Transport connect(Socket plain, PeerAddress peer) throws AssociationException {
    Phase phase = Phase.CONNECT;
    Watchdog.Watch handshake = null;
    try {
      int limit = millis(timeouts.connect());
      plain.setTcpNoDelay(true);
      plain.connect(new InetSocketAddress(peer.host(), peer.port()), limit);
      phase = Phase.TLS_HANDSHAKE;
      // A limit on the whole handshake: single reads may each be quick and never end.
      handshake = watchdog.after(timeouts.connect(), () -> closeQuietly(plain));
      plain.setSoTimeout(limit);
      Socket socket = layer.client(plain, peer);
      return new Transport(plain, socket, timeouts.send(), watchdog);
    } catch (SocketTimeoutException e) {
      throw AssociationException.timedOut(peer.toString(), phase);
    } catch (IOException e) {
      throw AssociationException.connectFailed(peer, e);
    } finally {
      if (handshake != null) {
        handshake.close();
      }
    }
  }

  private Association negotiate(Transport transport, PeerAddress peer, AssociationProposal proposal)
      throws AssociationException {
    UpperLayer upper =
        new UpperLayer(true, transport, watchdog, peer.toString(), timeouts.associate());
    Pdu.AAssociateRq request =
        negotiation.request(peer.calledAeTitle(), peer.callingAeTitle(), proposal);
    upper.local(AssociationEvent.EVT1);
    upper.send(AssociationEvent.EVT2, request);
    Pdu answer = upper.receive(timeouts.associate(), Phase.ASSOCIATE);
    if (!(answer instanceof Pdu.AAssociateAc acceptance)) {
      throw new IllegalStateException("Sta5 confirms nothing but A-ASSOCIATE");
    }
    return new Association(
        upper, true, request, Negotiation.asRequestor(request, acceptance), timeouts);
  }

  private static int millis(Duration limit) {
    return Math.clamp(limit.toMillis(), 1, Integer.MAX_VALUE);
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // Nothing is left to be closed.
    }
  }
}
