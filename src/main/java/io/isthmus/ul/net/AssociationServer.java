package io.isthmus.ul.net;

import io.isthmus.ul.AcceptPolicy;
import io.isthmus.ul.AssociationEvent;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.Pdu;
import io.isthmus.ul.net.AssociationException.Phase;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import org.jspecify.annotations.Nullable;

/** Accepts associations on a port, each served on a thread of its own. Thread safe. */
public final class AssociationServer implements AutoCloseable {
  /**
   * How a server listens.
   *
   * @param address where; port 0 takes a free one
   * @param maxAssociations most at once; one more is rejected as transient, and as many connections
   *     that never ask are borne besides
   * @param timeouts limits in time
   * @param layer nothing or TLS
   */
  public record Options(
      InetSocketAddress address,
      int maxAssociations,
      AssociationTimeouts timeouts,
      SocketLayer layer) {}

  private static final System.Logger LOGGER = System.getLogger(AssociationServer.class.getName());

  private final Options options;
  private final Negotiation negotiation;
  private final AcceptPolicy policy;
  private final AssociationHandler handler;
  private final ThreadFactory threads;
  private final ServerSocket listener;
  private final Watchdog watchdog = new Watchdog();
  private final Semaphore connections;
  private final Semaphore permits;
  private final Map<Socket, Boolean> asking = new ConcurrentHashMap<>();
  private final Map<Association, Boolean> associations = new ConcurrentHashMap<>();

  private AssociationServer(
      Options options,
      Negotiation negotiation,
      AcceptPolicy policy,
      AssociationHandler handler,
      ThreadFactory threads)
      throws IOException {
    this.options = options;
    this.negotiation = negotiation;
    this.policy = policy;
    this.handler = handler;
    this.threads = threads;
    this.permits = new Semaphore(options.maxAssociations());
    this.connections = new Semaphore(2 * options.maxAssociations());
    this.listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(options.address(), 256);
  }

  /**
   * Binds the port and begins to accept.
   *
   * @param threads makes a thread for each association; {@code Thread.ofVirtual().factory()} will
   *     do
   * @throws IOException if the port cannot be bound
   */
  public static AssociationServer start(
      Options options,
      Negotiation negotiation,
      AcceptPolicy policy,
      AssociationHandler handler,
      ThreadFactory threads)
      throws IOException {
    AssociationServer server =
        new AssociationServer(options, negotiation, policy, handler, threads);
    threads.newThread(server::accept).start();
    return server;
  }

  /** The port that is listened on. */
  public int port() {
    return listener.getLocalPort();
  }

  /** Associations that are open now. */
  public int openAssociations() {
    return associations.size();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        if (connections.tryAcquire()) {
          asking.put(socket, true);
          threads.newThread(() -> connection(socket)).start();
        } else {
          socket.close();
        }
      } catch (IOException e) {
        // One connection went before it was taken, or the listener is closed.
      }
    }
  }

  private void connection(Socket plain) {
    try (plain) {
      Transport transport = transport(plain);
      try {
        associate(plain, transport);
      } finally {
        transport.close();
      }
    } catch (IOException gone) {
      // The peer went, or broke the protocol: the connection is closed and nobody else is told.
    } catch (RuntimeException fault) {
      LOGGER.log(System.Logger.Level.ERROR, "an association was aborted by a fault", fault);
    } finally {
      asking.remove(plain);
      connections.release();
    }
  }

  private void associate(Socket plain, Transport transport) throws IOException {
    UpperLayer upper =
        new UpperLayer(
            false,
            transport,
            watchdog,
            "peer at " + transport.remoteAddress(),
            options.timeouts().associate());
    upper.local(AssociationEvent.EVT5);
    if (upper.receive(Limit.NONE, Phase.ASSOCIATE) instanceof Pdu.AAssociateRq request) {
      asking.remove(plain);
      answer(upper, request);
    }
  }

  private Transport transport(Socket plain) throws IOException {
    plain.setTcpNoDelay(true);
    Duration limit = options.timeouts().connect();
    try (Watchdog.Watch _ = watchdog.after(limit, () -> closeQuietly(plain))) {
      Socket socket = options.layer().server(plain);
      return new Transport(plain, socket, options.timeouts().send(), watchdog);
    }
  }

  private void answer(UpperLayer upper, Pdu.AAssociateRq request) throws IOException {
    String address = upper.transport().remoteAddress();
    boolean permitted = permits.tryAcquire();
    try {
      Pdu answer =
          permitted
              ? negotiation.answer(request, address, policy)
              : Pdu.AAssociateRj.LOCAL_LIMIT_EXCEEDED;
      if (answer instanceof Pdu.AAssociateAc acceptance) {
        Association association =
            new Association(
                upper,
                false,
                request,
                Negotiation.asAcceptor(request, acceptance),
                options.timeouts());
        serve(association, upper, acceptance);
      } else {
        upper.send(AssociationEvent.EVT8, answer);
        upper.closeWhenDone();
      }
    } finally {
      if (permitted) {
        permits.release();
      }
    }
  }

  private void serve(Association association, UpperLayer upper, Pdu.AAssociateAc acceptance)
      throws IOException {
    associations.put(association, true);
    try {
      if (listener.isClosed()) {
        return; // close() may have looked before this one was there
      }
      upper.send(AssociationEvent.EVT7, acceptance);
      handler.handle(association);
    } finally {
      associations.remove(association);
      association.abort("not served any longer");
    }
  }

  /** Stops accepting and aborts what is open. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException gone) {
      // Closed all the same.
    }
    associations.keySet().forEach(association -> association.abort("the server is stopping"));
    asking.keySet().forEach(AssociationServer::closeQuietly);
  }

  private static void closeQuietly(@Nullable Socket socket) {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException gone) {
      // Nothing is left to be closed.
    }
  }
}
