package io.isthmus.interop;

import io.isthmus.archive.Archives;
import io.isthmus.archive.FakeArchive;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.derived.DerivedBench;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.dimse.scp.DimseDispatcher;
import io.isthmus.dimse.scp.StoreScp;
import io.isthmus.retrieve.HandMade;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.content.FrameExtraction;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SmallDisks;
import io.isthmus.security.Access;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.ul.Negotiation;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.AssociationTimeouts;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.HttpEdge;
import io.isthmus.web.wado.BulkDataResource;
import io.isthmus.web.wado.MetadataResource;
import io.isthmus.web.wado.WadoResource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/**
 * Gateways from their Store SCP to HTTP, each before a PACS of its own that plays a row of the
 * table. Several are asked side by side, since most of the time is a silence that they wait for;
 * the request's id tells the one server which of them is meant.
 */
final class FaultBench implements AutoCloseable {
  private static final Duration GENEROUS = Duration.ofSeconds(20);
  private static final int SIDE_BY_SIDE = 10;

  /** What is asked for, and what tells the number of instances in the answer. */
  enum Resource {
    STUDY(Endpoint.RETRIEVE_STUDY, "", "application/dicom; transfer-syntax"),
    SERIES(
        Endpoint.RETRIEVE_SERIES,
        "/series/" + HandMade.SERIES,
        "application/dicom; transfer-syntax"),
    METADATA(Endpoint.RETRIEVE_STUDY_METADATA, "/metadata", "\"00080018\""),
    INSTANCE(
        Endpoint.RETRIEVE_INSTANCE,
        "/series/%s/instances/%s".formatted(HandMade.SERIES, FaultTable.SECOND.sop()),
        "application/dicom; transfer-syntax"),
    FRAME(
        Endpoint.RETRIEVE_FRAMES,
        "/series/%s/instances/%s/frames/1".formatted(HandMade.SERIES, FaultTable.SECOND.sop()),
        "Content-Type: application/octet-stream");

    private final Endpoint endpoint;
    private final String path;
    private final String mark;

    boolean isOfOneInstance() {
      return this == INSTANCE || this == FRAME;
    }

    Resource(Endpoint endpoint, String path, String mark) {
      this.endpoint = endpoint;
      this.path = path;
      this.mark = mark;
    }
  }

  private final Path root;
  private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
  private final DerivedFrames derived = DerivedBench.frames(executor);
  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpEdge edge;
  private final Semaphore turns = new Semaphore(SIDE_BY_SIDE);
  private final Map<String, Map<Endpoint, Handler>> gateways = new ConcurrentHashMap<>();

  /** Listens, with a spool for each gateway in a folder of its own below this one. */
  FaultBench(Path root) {
    this.root = root;
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    for (Resource resource : Resource.values()) {
      handlers.put(
          resource.endpoint, exchange -> gateway(exchange).get(resource.endpoint).handle(exchange));
    }
    edge = HttpEdge.serving(new Archives(List.of(FakeArchive.named("pacs")), "pacs"), handlers);
  }

  private Map<Endpoint, Handler> gateway(Exchange exchange) {
    return Objects.requireNonNull(gateways.get(exchange.requestId()));
  }

  /**
   * What a client is answered.
   *
   * @param partial whether the PACS offers to retrieve without bulk data
   */
  record Way(DimseOptions.Method method, RetrieveOptions.Commit commit, boolean partial) {
    static final Way GET = new Way(DimseOptions.Method.GET, RetrieveOptions.Commit.CHECKED, false);
    static final Way MOVE =
        new Way(DimseOptions.Method.MOVE, RetrieveOptions.Commit.CHECKED, false);

    Way streaming() {
      return new Way(method, RetrieveOptions.Commit.STREAM, partial);
    }

    Way offeringPartial() {
      return new Way(method, commit, true);
    }
  }

  /** What is asked of a new gateway, and then again, before a PACS that plays a row. */
  record Question(FaultTable.Row row, Way way, Resource resource) {}

  /** The first and the second answer to each, in their order. */
  List<List<String>> askTwice(List<Question> questions) throws Exception {
    List<Future<List<String>>> answers = new ArrayList<>();
    for (Question question : questions) {
      answers.add(executor.submit(() -> askInTurn(question)));
    }
    List<List<String>> all = new ArrayList<>();
    for (Future<List<String>> answer : answers) {
      all.add(answer.get());
    }
    return all;
  }

  private List<String> askInTurn(Question question) throws Exception {
    turns.acquire();
    try {
      return askTwice(question.row(), question.way(), question.resource());
    } finally {
      turns.release();
    }
  }

  private List<String> askTwice(FaultTable.Row row, Way way, Resource resource) throws Exception {
    String id = UUID.randomUUID().toString();
    FaultTable.Setting setting = row.setting();
    MoveDesk desk = new MoveDesk(GatewaySide.AE_TITLE);
    try (AssociationServer server = server(desk, timeouts(setting.silence()));
        RepeatingPeer peer =
            new RepeatingPeer(
                row.script().apply(new RetrievePeer.Setup(server.port(), way.partial)));
        DimseArchive archive = archive(peer.port(), setting, way.method, desk);
        InstanceSpool spool =
            SmallDisks.spool(
                new InstanceSpool.Options(
                    Files.createDirectory(root.resolve(id)), setting.spool(), Duration.ZERO),
                setting.disk())) {
      gateways.put(id, handlers(archive, spool, way.commit));
      return List.of(ask(resource, id), ask(resource, id));
    } finally {
      gateways.remove(id);
    }
  }

  private static AssociationServer server(MoveDesk desk, AssociationTimeouts timeouts)
      throws IOException {
    return AssociationServer.start(
        new AssociationServer.Options(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            8,
            timeouts,
            SocketLayer.PLAIN),
        new Negotiation("2.25.1", "TEST"),
        new TakesAll(),
        new DimseDispatcher(List.of(new StoreScp(desk))),
        Thread.ofVirtual().factory());
  }

  private static DimseArchive archive(
      int port, FaultTable.Setting setting, DimseOptions.Method method, MoveDesk desk) {
    return DimseArchives.patient(
        new PeerAddress("127.0.0.1", port, "PACS", GatewaySide.AE_TITLE),
        timeouts(setting.silence()),
        new DimseOptions(method, GENEROUS, Duration.ofSeconds(3), setting.grace()),
        desk);
  }

  private static AssociationTimeouts timeouts(Duration silence) {
    return new AssociationTimeouts(GENEROUS, silence, silence, GENEROUS, GENEROUS);
  }

  private Map<Endpoint, Handler> handlers(
      DimseArchive archive, InstanceSpool spool, RetrieveOptions.Commit commit) {
    RetrieveService service =
        new RetrieveService(
            new Archives(List.of(archive), archive.id()),
            Access.OPEN,
            spool,
            executor,
            RetrieveOptions.DEFAULT.committing(commit),
            Clock.systemUTC());
    InstanceContents contents = new InstanceContents(spool, 1 << 20);
    FrameExtraction extraction = new FrameExtraction(service, contents, spool, pacs -> false);
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    handlers.putAll(new WadoResource(service, contents, derived).handlers());
    handlers.putAll(new MetadataResource(service, spool, MetadataStore.NONE).handlers());
    handlers.putAll(new BulkDataResource(service, extraction, contents, derived).handlers());
    return handlers;
  }

  /** The status, with the number of instances where there are any; or that it broke off. */
  private String ask(Resource resource, String id) throws InterruptedException {
    String address = edge.address("/dicomweb/studies/" + HandMade.STUDY + resource.path);
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(URI.create(address)).header("X-Request-Id", id).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      String body = new String(answer.body(), StandardCharsets.ISO_8859_1);
      int parts = body.split(resource.mark, -1).length - 1;
      return answer.statusCode() >= 300
          ? Integer.toString(answer.statusCode())
          : answer.statusCode() + " with " + parts;
    } catch (IOException brokenOff) {
      return "broken off";
    }
  }

  @Override
  public void close() {
    client.close();
    edge.close();
    executor.shutdownNow();
  }
}
