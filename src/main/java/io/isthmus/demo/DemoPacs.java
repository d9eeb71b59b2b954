package io.isthmus.demo;

import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.Implementation;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.DimseService;
import io.isthmus.dimse.scp.EchoScp;
import io.isthmus.dimse.scp.FindScp;
import io.isthmus.dimse.scp.GetScp;
import io.isthmus.dimse.scp.MoveScp;
import io.isthmus.dimse.scp.RetrieveManners;
import io.isthmus.dimse.scp.RetrieveManners.Originator;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationClient;
import io.isthmus.ul.net.AssociationHandler;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * An archive on a TCP port of this process: C-ECHO, C-FIND, C-GET, C-MOVE and C-STORE over real
 * associations, on made-up studies and on what is stored into it. Thread safe.
 */
public final class DemoPacs implements AutoCloseable {
  private static final int MOVE_ASSOCIATIONS = 3;
  private static final int MOST_WAITING = 1024;

  private final DemoOptions options;
  private final Map<String, PeerAddress> destinations = new ConcurrentHashMap<>();
  private final DemoIndex index = new DemoIndex();
  private final DemoStore store;
  private final AssociationServer server;

  private DemoPacs(DemoOptions options, List<DemoInstance> instances) throws IOException {
    this.options = options;
    instances.forEach(instance -> index.add(new DemoObject.MadeUp(instance)));
    store = new DemoStore(index, Files.createTempDirectory("isthmus-demo"), options.storageLimit());
    server =
        AssociationServer.start(
            new AssociationServer.Options(
                new InetSocketAddress(options.host(), options.port()),
                mostAccepted(),
                AssociationTimeouts.DEFAULT,
                SocketLayer.PLAIN),
            negotiation(),
            new DemoPolicy(options),
            handler(),
            Thread.ofVirtual().name("demo-", 0).factory());
  }

  /**
   * Starts an archive that holds some instances, such as {@code DemoData.instances()}.
   *
   * @throws IOException if the port cannot be bound
   */
  public static DemoPacs start(DemoOptions options, List<DemoInstance> instances)
      throws IOException {
    return new DemoPacs(options, instances);
  }

  private static Negotiation negotiation() {
    return new Negotiation(Implementation.CLASS_UID, Implementation.VERSION_NAME);
  }

  private List<DimseService> services() {
    DemoRetrieve retrieve = new DemoRetrieve(index, options);
    List<DimseService> services = new ArrayList<>();
    services.add(new EchoScp());
    services.add(find());
    services.add(new GetScp(retrieve, manners()));
    if (options.does(Misbehaviour.UNKNOWN_DESTINATION_IS_C000)) {
      services.add(new UnknownDestinationScp(destinations::containsKey));
    }
    services.add(move(retrieve));
    services.add(new StoreScp(store));
    return services;
  }

  private DimseService find() {
    if (options.does(Misbehaviour.RELATIONAL_WHEN_NEGOTIATED)) {
      return new NegotiatedFindScp(find(true), find(false));
    }
    return find(
        !options.does(Misbehaviour.NO_RELATIONAL_QUERIES)
            && !options.does(Misbehaviour.EMPTY_PROMISE));
  }

  private DimseService find(boolean relational) {
    DemoFind find = new DemoFind(index, options, relational);
    boolean endsEarly = options.does(Misbehaviour.CANCEL_IS_SUCCESS);
    boolean stumbles = options.does(Misbehaviour.STUMBLES_OVER_KEYS);
    return endsEarly || stumbles || options.does(Misbehaviour.IGNORES_CANCEL)
        ? new StubbornFindScp(find, endsEarly, stumbles)
        : new FindScp(find);
  }

  /** Those above the limit wait for their turn, where they are not rejected. */
  private AssociationHandler handler() {
    DimseDispatcher dispatcher = new DimseDispatcher(services());
    if (!options.does(Misbehaviour.STALLS_ABOVE_LIMIT)) {
      return dispatcher;
    }
    Semaphore turns = new Semaphore(options.maxAssociations(), true);
    return association -> {
      turns.acquireUninterruptibly();
      try {
        dispatcher.handle(association);
      } finally {
        turns.release();
      }
    };
  }

  private int mostAccepted() {
    return options.does(Misbehaviour.STALLS_ABOVE_LIMIT) ? MOST_WAITING : options.maxAssociations();
  }

  private DimseService move(DemoRetrieve retrieve) {
    AssociationClient client =
        new AssociationClient(negotiation(), AssociationTimeouts.DEFAULT, SocketLayer.PLAIN);
    return new MoveScp(
        retrieve, client, title -> Optional.ofNullable(destinations.get(title)), manners());
  }

  private Originator originator() {
    if (options.does(Misbehaviour.NO_MOVE_ORIGINATOR)) {
      return Originator.OMITTED;
    }
    return options.does(Misbehaviour.MEANINGLESS_MOVE_ORIGINATOR)
        ? Originator.MEANINGLESS
        : Originator.NAMED;
  }

  private RetrieveManners manners() {
    return new RetrieveManners(
        !options.does(Misbehaviour.NO_SUB_OPERATION_COUNTS),
        !options.does(Misbehaviour.NO_PENDING_RESPONSES),
        !options.does(Misbehaviour.NO_FAILED_LIST),
        options.does(Misbehaviour.EARLY_FINAL_RESPONSE),
        !options.does(Misbehaviour.NO_ROLE_ANSWER),
        originator(),
        options.does(Misbehaviour.SEVERAL_MOVE_ASSOCIATIONS) ? MOVE_ASSOCIATIONS : 1);
  }

  /** Makes an AE title known as a destination of C-MOVE. */
  public void addDestination(String aeTitle, String host, int port) {
    destinations.put(aeTitle, new PeerAddress(host, port, aeTitle, options.aeTitle()));
  }

  /** What it is called by. */
  public String aeTitle() {
    return options.aeTitle();
  }

  /** The port that it listens on. */
  public int port() {
    return server.port();
  }

  /** Associations that are open now. */
  public int openAssociations() {
    return server.openAssociations();
  }

  /** How many instances it holds. */
  public int size() {
    return index.size();
  }

  /** Aborts what is open and removes what was stored. */
  @Override
  public void close() throws IOException {
    server.close();
    store.close();
  }
}
