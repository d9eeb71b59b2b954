package io.isthmus.bench;

import io.isthmus.bench.BenchData.Study;
import io.isthmus.ul.net.Association;
import io.isthmus.ul.net.AssociationServer;
import io.isthmus.ul.net.PeerAddress;
import io.isthmus.ul.net.SocketLayer;
import io.isthmus.ul.net.TlsLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The raw wire: the project's own SCU, which keeps and parses nothing. However many clients there
 * are, they share as many associations as Orthanc has threads; more would each wait for a thread.
 */
final class RawBench {
  private static final int ASSOCIATIONS = 4;
  private static final char[] PASSWORD = "changeit".toCharArray();

  private final RawDimse raw;
  private final BenchPlan plan;
  private final boolean tls;

  /** Something that is done on an association. */
  private interface Work {
    void on(Association association, int number) throws IOException;
  }

  private interface Opening {
    Association open() throws IOException;
  }

  RawBench(int port, BenchPlan plan, String keys) throws IOException, GeneralSecurityException {
    this.plan = plan;
    this.tls = !keys.isEmpty();
    this.raw =
        new RawDimse(
            new PeerAddress("localhost", port, "ORTHANC", "BENCH"),
            tls ? layer(Path.of(keys)) : SocketLayer.PLAIN);
  }

  private static SocketLayer layer(Path folder) throws IOException, GeneralSecurityException {
    KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
    own.init(store(folder.resolve("gateway.p12")), PASSWORD);
    TrustManagerFactory trusted = TrustManagerFactory.getInstance("PKIX");
    KeyStore peers = KeyStore.getInstance("PKCS12");
    peers.load(null, null);
    peers.setCertificateEntry(
        "pacs", store(folder.resolve("pacs.p12")).getCertificate("pacs"));
    trusted.init(peers);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
    return new TlsLayer(() -> context, TlsLayer.PROTOCOLS, true, true);
  }

  private static KeyStore store(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, PASSWORD);
    }
    return store;
  }

  /** Measures by C-GET, or by C-MOVE to a port of ours. */
  void run(Set<String> rows, boolean move, int storePort) throws Exception {
    Report report = new Report("raw " + (move ? "C-MOVE" : "C-GET") + (tls ? ", TLS" : ""));
    try (AssociationServer _ = move ? raw.receive(storePort) : null) {
      Opening opening = move ? raw::openForMove : () -> raw.openForGet(BenchData.CT);
      for (int clients : BenchPlan.CLIENTS) {
        if (rows.contains("queries") && !move) {
          Opening find = raw::openForFind;
          Work query = (association, i) -> raw.find(association, patient(i));
          if (clients == 1) {
            many(1, BenchPlan.WARMING_QUERIES, find, query);
          }
          report.put(
              "one-study query", clients, many(clients, BenchPlan.QUERIES / clients, find, query));
        }
        if (rows.contains("studies")) {
          times(clients, report, "study of 100 CT, cold", opening, (association, i) ->
              retrieve(association, plan.large(i), move));
        }
        if (rows.contains("first")) {
          times(clients, report, "first frame of a cold series", opening, (association, i) ->
              retrieveOne(association, plan.small(i), move));
        }
      }
      if (rows.contains("growth")) {
        for (Study study : plan.growing()) {
          Samples one = many(1, 1, opening, (association, i) -> retrieve(association, study, move));
          report.put("study of " + study.instances() + " small CT, cold", 1, "us each",
              one.median() * 1e3 / study.instances());
        }
      }
    }
    report.print();
  }

  private void times(int clients, Report report, String what, Opening opening, Work work)
      throws Exception {
    for (int round = 0; round < plan.rounds(clients); round++) {
      int first = round * clients;
      Samples got = many(clients, 1, opening, (association, i) -> work.on(association, first + i));
      if (clients > 1 || round >= BenchPlan.WARMING) {
        report.put(what, clients, got);
      }
    }
  }

  private String patient(int number) {
    return plan.small(number % plan.used()).patient();
  }

  private void retrieve(Association association, Study study, boolean move) throws IOException {
    if (move) {
      raw.move(association, RawDimse.study(study), study.instances());
    } else {
      raw.get(association, RawDimse.study(study), study.instances());
    }
  }

  private void retrieveOne(Association association, Study study, boolean move) throws IOException {
    if (move) {
      raw.move(association, RawDimse.instance(study, 5), 1);
    } else {
      raw.get(association, RawDimse.instance(study, 5), 1);
    }
  }

  /** The associations are open before, as those of the gateway's pool are. */
  private static Samples many(int clients, int each, Opening opening, Work work) throws Exception {
    BlockingQueue<Association> open = new ArrayBlockingQueue<>(ASSOCIATIONS, true);
    try {
      for (int i = 0; i < Math.min(clients, ASSOCIATIONS); i++) {
        open.add(opening.open());
      }
      return Samples.of(clients, each, () -> i -> {
        long begin = System.nanoTime();
        Association association = open.take();
        try {
          work.on(association, i);
        } finally {
          open.add(association);
        }
        return System.nanoTime() - begin;
      });
    } finally {
      open.forEach(Association::close);
    }
  }
}
