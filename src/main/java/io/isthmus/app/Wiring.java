package io.isthmus.app;

import io.isthmus.archive.Trait;
import io.isthmus.archive.dimse.DimseArchive;
import io.isthmus.archive.dimse.DimseOptions;
import io.isthmus.archive.dimse.MoveDesk;
import io.isthmus.archive.dimse.MoveSource;
import io.isthmus.config.DerivedConfig;
import io.isthmus.config.GatewayConfig;
import io.isthmus.config.InvalidConfigurationException;
import io.isthmus.demo.DemoOptions;
import io.isthmus.demo.DemoPacs;
import io.isthmus.demo.data.DemoData;
import io.isthmus.derived.DerivedFrames;
import io.isthmus.derived.DerivedOptions;
import io.isthmus.pixel.codec.FrameCodecs;
import io.isthmus.pixel.codec.Transcoder;
import io.isthmus.pool.PoolTime;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.security.Access;
import io.isthmus.ul.net.PeerAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/** Builds the parts out of the settings and ends them again. */
final class Wiring implements AutoCloseable {
  private static final long LARGEST_DEFAULT_SPOOL = 20_000_000_000L;
  private static final String DEMO = "demo";
  private static final int DEMO_ASSOCIATIONS = 8;
  private static final String LOCALHOST = "127.0.0.1";

  private final ThreadFactory threads = Thread.ofVirtual().name("isthmus-", 0).factory();
  private final ExecutorService executor = Executors.newThreadPerTaskExecutor(threads);
  private final ScheduledExecutorService alarms =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("isthmus-alarms").factory());
  private final ExecutorService pixels;
  private final Codecs codecs;
  private final Optional<DemoPacs> demo;
  private final StoreServer store;
  private final Gateway gateway;

  /**
   * Builds everything; ports are bound and folders made when this returns.
   *
   * @throws InvalidConfigurationException when our port is taken or the spool's folder cannot be
   *     used
   */
  Wiring(GatewayConfig config, TlsLayers tls) throws IOException {
    this.pixels =
        Executors.newFixedThreadPool(
            threads(config.derived()),
            Thread.ofPlatform().daemon().name("isthmus-pixels-", 0).factory());
    this.demo =
        config.demo()
            ? Optional.of(DemoPacs.start(DemoOptions.DEFAULT, DemoData.instances()))
            : Optional.empty();
    MoveDesk desk = new MoveDesk(config.aeTitle(), this::seen);
    this.store = store(config, tls, desk);
    demo.ifPresent(
        started -> started.addDestination(config.aeTitle(), LOCALHOST, config.dimse().port()));
    List<DimseArchive> pacs = pacs(config, tls, desk);
    this.codecs =
        Codecs.of(config.codec(), threads(config.derived()), config.derived().maxFrame(), alarms);
    String defaultPacs = config.defaultPacs().orElseGet(() -> pacs.getFirst().id());
    this.gateway =
        new Gateway(
            config,
            pacs,
            defaultPacs,
            spool(config.spool()),
            derived(config.derived()),
            executor,
            Access.OPEN);
  }

  /** Nothing is sent for C-MOVE before all is built. */
  private void seen(String pacs, Trait trait, boolean is) {
    gateway.profiles().seen(pacs, trait, is);
  }

  private DerivedFrames derived(DerivedConfig config) {
    return new DerivedFrames(
        new Transcoder(codecs.frames(), System::nanoTime),
        derivedOptions(config, Runtime.getRuntime().maxMemory()),
        pixels,
        System::nanoTime);
  }

  /**
   * How much is made at once and kept.
   *
   * @param heap in bytes, of which parts are for frames where nothing else is said
   */
  static DerivedOptions derivedOptions(DerivedConfig config, long heap) {
    return new DerivedOptions(
        threads(config),
        config.maxRequests(),
        config.workBytes().orElse(heap / 4),
        config.cacheBytes().orElse(heap / 8),
        config.frameTimeout());
  }

  private static int threads(DerivedConfig config) {
    return config.threads().orElse(Runtime.getRuntime().availableProcessors());
  }

  /** What can be done with pixels. */
  FrameCodecs codecs() {
    return codecs.frames();
  }

  /** What answers. */
  Gateway gateway() {
    return gateway;
  }

  /** Runs a task on a thread of its own, on which it may block. */
  void run(Runnable task) {
    executor.execute(task);
  }

  private List<DimseArchive> pacs(GatewayConfig config, TlsLayers tls, MoveDesk desk) {
    Clock clock = Clock.systemUTC();
    PacsFactory factory =
        new PacsFactory(
            config, tls::toPacs, desk, executor, clock, PoolTime.system(clock, alarms, threads));
    List<DimseArchive> pacs = new ArrayList<>();
    demo.ifPresent(started ->
        pacs.add(
            factory.pacs(
                MoveSource.of(DEMO, started.aeTitle(), LOCALHOST),
                new PeerAddress(LOCALHOST, started.port(), started.aeTitle(), config.aeTitle()),
                DEMO_ASSOCIATIONS,
                DimseOptions.Method.AUTO)));
    config.pacs().forEach((id, one) -> pacs.add(factory.pacs(id, one)));
    return pacs;
  }

  private StoreServer store(GatewayConfig config, TlsLayers tls, MoveDesk desk) {
    try {
      return new StoreServer(
          config, tls.ofStoreScp(config.dimse()), demo.map(DemoPacs::aeTitle), desk, threads);
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          "isthmus.dimse.port=" + config.dimse().port() + " cannot be opened: " + e, e);
    }
  }

  /** The folder of instances, with as much room as is said or as is free. */
  static InstanceSpool spool(GatewayConfig.Spool spool) {
    Path root =
        spool.dir().orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "isthmus-spool"));
    try {
      Files.createDirectories(root);
      long free = Files.getFileStore(root).getUsableSpace() / 2;
      long maxBytes = spool.maxBytes().orElse(Math.min(LARGEST_DEFAULT_SPOOL, free));
      return InstanceSpool.open(
          new InstanceSpool.Options(root, maxBytes, spool.waitForRoom(), spool.encrypt()),
          Thread.ofPlatform().daemon().name("spool-cleaner")::start);
    } catch (IOException e) {
      throw new InvalidConfigurationException(
          "isthmus.spool.dir=" + root + " cannot be used: " + e, e);
    }
  }

  /** Ends everything, what serves others first. */
  @Override
  public void close() throws IOException {
    store.close();
    gateway.close();
    if (demo.isPresent()) {
      demo.get().close();
    }
    pixels.shutdownNow();
    codecs.close();
    executor.shutdownNow();
    alarms.shutdownNow();
  }
}
