package io.isthmus.app;

import io.isthmus.archive.Archives;
import io.isthmus.archive.Federation;
import io.isthmus.archive.Profiles;
import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.config.FederationConfig;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.PacsConfig;
import io.isthmus.config.QueryConfig;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.query.QueryOptions;
import io.isthmus.query.QueryService;
import io.isthmus.retrieve.Descriptions;
import io.isthmus.retrieve.RetrieveOptions;
import io.isthmus.retrieve.RetrieveService;
import io.isthmus.retrieve.content.FrameExtraction;
import io.isthmus.retrieve.content.InstanceContents;
import io.isthmus.retrieve.metadata.CaffeineMetadataStore;
import io.isthmus.retrieve.metadata.MetadataStore;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.security.Caller;
import io.isthmus.web.capabilities.CapabilitiesResource;
import io.isthmus.web.capabilities.MediaTypes;
import io.isthmus.web.http.ClientPace;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.ExchangeOptions;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.PublicBase;
import io.isthmus.web.http.Routes;
import io.isthmus.web.http.Warnings;
import io.isthmus.web.page.PacsProfileResource;
import io.isthmus.web.page.PacsStatesResource;
import io.isthmus.web.qido.QidoOptions;
import io.isthmus.web.qido.QidoResource;
import io.isthmus.web.wado.BulkCollectionResource;
import io.isthmus.web.wado.BulkDataResource;
import io.isthmus.web.wado.MetadataResource;
import io.isthmus.web.wado.WadoResource;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** The parts of a running gateway, joined. */
final class Gateway implements AutoCloseable {
  private static final Duration SLOWNESS = Duration.ofMinutes(1);

  /** Of the memory this part is for what was read of instances. */
  private static final int INDEX_SHARE = 32;

  private final List<DimseArchive> pacs;
  private final Archives archives;
  private final InstanceSpool spool;
  private final DerivedFrames derived;
  private final Routes routes;
  private final Profiles profiles;

  Gateway(
      GatewayConfig config,
      List<DimseArchive> pacs,
      String defaultPacs,
      InstanceSpool spool,
      DerivedFrames derived,
      ExecutorService executor,
      Access access) {
    this.pacs = List.copyOf(pacs);
    this.derived = derived;
    this.archives = new Archives(pacs, defaultPacs, federation(config.federation()));
    this.spool = spool;
    this.profiles = ProfileSettings.profiles(config, pacs);
    QueryService queries =
        new QueryService(
            archives, profiles, access, queryOptions(config.query()), executor, Clock.systemUTC());
    RetrieveService retrieves =
        new RetrieveService(
            archives,
            access,
            spool,
            executor,
            retrieveOptions(config, profiles),
            Clock.systemUTC());
    this.routes =
        new Routes(
            handlers(config, access, queries, retrieves),
            archives,
            exchangeOptions(config, executor));
  }

  /** The PACS by their ids. */
  Archives archives() {
    return archives;
  }

  /** What is known of the PACS. */
  Profiles profiles() {
    return profiles;
  }

  /** What answers HTTP. */
  Routes routes() {
    return routes;
  }

  /** What is made of instances. */
  DerivedFrames derived() {
    return derived;
  }

  /** The disk spool. */
  InstanceSpool spool() {
    return spool;
  }

  private Map<Endpoint, Handler> handlers(
      GatewayConfig config, Access access, QueryService queries, RetrieveService retrieves) {
    Map<Endpoint, Handler> handlers = new EnumMap<>(Endpoint.class);
    handlers.putAll(new QidoResource(queries::search, qidoOptions(config)).handlers());
    InstanceContents contents =
        new InstanceContents(spool, Runtime.getRuntime().maxMemory() / INDEX_SHARE);
    handlers.putAll(new WadoResource(retrieves, contents, derived).handlers());
    MetadataStore store = new CaffeineMetadataStore(config.retrieve().metadataCache());
    handlers.putAll(new MetadataResource(retrieves, spool, store, nonFinite(config)).handlers());
    FrameExtraction extraction =
        new FrameExtraction(
            retrieves, contents, spool, pacs -> extractsFrames(config, profiles, pacs));
    handlers.putAll(new BulkDataResource(retrieves, extraction, contents, derived).handlers());
    handlers.putAll(new BulkCollectionResource(retrieves, contents, derived).handlers());
    handlers.putAll(new PacsStatesResource(archives, access).handlers());
    handlers.putAll(new PacsProfileResource(profiles, access).handlers());
    MediaTypes types = new MediaTypes(derived.transcoder().targets());
    handlers.putAll(
        new CapabilitiesResource(handlers.keySet(), types, archives, access).handlers());
    return handlers;
  }

  static ExchangeOptions exchangeOptions(GatewayConfig config, ExecutorService executor) {
    return new ExchangeOptions(
        new PublicBase(config.web().publicBase()),
        new Warnings(config.web().rfcWarning()),
        context -> Caller.LOCAL,
        executor,
        new ClientPace.Rule(config.retrieve().minRate(), SLOWNESS, System::nanoTime),
        Clock.systemUTC());
  }

  static RetrieveOptions retrieveOptions(GatewayConfig config, Profiles profiles) {
    RetrieveOptions.Commit commit =
        switch (config.retrieve().commit()) {
          case STREAM -> RetrieveOptions.Commit.STREAM;
          case CHECKED -> RetrieveOptions.Commit.CHECKED;
        };
    return new RetrieveOptions(
        commit,
        config.retrieve().askAfter(),
        config.spool().maxAge(),
        config.retrieve().partialFor(),
        config.retrieve().overtakeAfter(),
        config.retrieve().readAhead(),
        pacs -> descriptions(config, profiles, pacs));
  }

  /** What a PACS is known not to offer is not tried. */
  private static Descriptions descriptions(GatewayConfig config, Profiles profiles, String pacs) {
    PacsConfig settings = config.pacs().get(pacs);
    boolean never = !profiles.of(pacs).is(Trait.WITHOUT_BULK_DATA).orElse(true);
    Descriptions auto = never ? Descriptions.INSTANCES : Descriptions.AUTO;
    return settings == null
        ? auto
        : switch (settings.metadata()) {
          case AUTO -> auto;
          case INSTANCES -> Descriptions.INSTANCES;
          case FIND -> Descriptions.FIND;
        };
  }

  private static boolean extractsFrames(GatewayConfig config, Profiles profiles, String pacs) {
    PacsConfig settings = config.pacs().get(pacs);
    return settings != null
        && settings.frames() == PacsConfig.FrameSource.EXTRACTED
        && profiles.of(pacs).is(Trait.FRAMES).orElse(true);
  }

  private static QueryOptions queryOptions(QueryConfig query) {
    QueryOptions.Order order =
        switch (query.order()) {
          case AUTO -> QueryOptions.Order.AUTO;
          case PACS -> QueryOptions.Order.PACS;
          case SORTED -> QueryOptions.Order.SORTED;
        };
    return new QueryOptions(
        query.maxResults(),
        order,
        query.orderCap(),
        QueryOptions.DEFAULT.parentCap(),
        query.completeCounts(),
        QueryOptions.DEFAULT.completeCap(),
        query.parallel());
  }

  private static Optional<Federation> federation(FederationConfig federation) {
    return federation
        .members()
        .map(members -> new Federation(federation.id(), members, federation.partial()));
  }

  private static QidoOptions qidoOptions(GatewayConfig config) {
    QueryConfig query = config.query();
    Map<Integer, String> creators = new HashMap<>();
    query
        .privateCreators()
        .forEach((tag, name) -> creators.put(Integer.parseUnsignedInt(tag, 16), name));
    return new QidoOptions(
        query.strictQuery(),
        query.requireFilter(),
        query.emptySearch(),
        creators,
        nonFinite(config));
  }

  private static NonFinite nonFinite(GatewayConfig config) {
    return switch (config.web().jsonNonfinite()) {
      case STRING -> NonFinite.STRING;
      case NULL -> NonFinite.NULL;
    };
  }

  /** Releases the associations and removes the spool. */
  @Override
  public void close() throws IOException {
    pacs.forEach(DimseArchive::close);
    spool.close();
  }
}
