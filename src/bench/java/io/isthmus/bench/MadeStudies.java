package io.isthmus.bench;

import io.isthmus.bench.MadePacs.Study;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/**
 * Studies of {@link MadePacs} by a gateway, every byte of every part compared. Arguments: {@code
 * large GATEWAY PROCESS CLIENTS STUDIES INSTANCES ROWS}: all clients at once, each a study; or {@code many
 * GATEWAY PROCESS STUDIES INSTANCES}: how many instances a gateway can hold, then one search, one
 * metadata and one frame.
 */
public final class MadeStudies {
  private static final String DICOM = "multipart/related; type=\"application/dicom\"";
  private static final String FRAME = "multipart/related; type=\"application/octet-stream\"";
  private static final String JSON = "application/dicom+json";
  private static final int HEAD = 144;
  private static final int LOADERS = 4;

  private final URI gateway;
  private final long process;

  private MadeStudies(URI gateway, long process) {
    this.gateway = gateway;
    this.process = process;
  }

  public static void main(String[] arguments) throws Exception {
    MadeStudies bench = new MadeStudies(URI.create(arguments[1]), Long.parseLong(arguments[2]));
    int first = Integer.parseInt(arguments[3]);
    int second = Integer.parseInt(arguments[4]);
    if (arguments[0].equals("large")) {
      bench.large(
          first, second, Integer.parseInt(arguments[5]), Integer.parseInt(arguments[6]));
    } else {
      bench.many(first, second);
    }
  }

  private void large(int clients, int studies, int instances, int rows) throws Exception {
    long begin = System.nanoTime();
    long bytes = all(clients, clients, number -> new Study(number % studies, instances, rows));
    double seconds = (System.nanoTime() - begin) / 1e9;
    Report report = new Report("gateway C-GET, -Xmx256m");
    String what = studies + " cold studies of " + Math.round(bytes / 1e6 / clients) + " MB, every byte compared";
    report.put(what, clients, "s", seconds);
    report.put(what, clients, "MB/s in all", bytes / 1e6 / seconds);
    report.put(what, clients, "peak resident MB", Resident.peakMb(process));
    report.print();
  }

  private void many(int studies, int instances) throws Exception {
    long begin = System.nanoTime();
    all(LOADERS, studies, number -> new Study(number, instances, 1));
    double seconds = (System.nanoTime() - begin) / 1e9;
    Report report = new Report("gateway C-GET, -Xmx256m");
    int count = studies * instances;
    String what = count + " held instances";
    report.put(what, LOADERS, "us each, cold", seconds * 1e6 / count);
    try (WebClient client = new WebClient(gateway)) {
      for (int i = 0; i < 50; i++) {
        Study study = new Study(i * 37 % studies, instances, 1);
        String series = "/studies/" + study.uid() + "/series/" + study.series();
        report.put(what, 1, "ms, search for a study",
            millis(client, "/studies?StudyInstanceUID=" + study.uid(), JSON));
        report.put(what, 1, "ms, metadata of a series of " + instances,
            millis(client, series + "/metadata", JSON));
        report.put(what, 1, "ms, frame",
            millis(client, series + "/instances/" + study.instance(1 + i) + "/frames/1", FRAME));
      }
    }
    report.put(what, 1, "peak resident MB", Resident.peakMb(process));
    report.print();
  }

  private static double millis(WebClient client, String path, String accept) throws IOException {
    WebClient.Answer answer = client.get(path, accept);
    require(answer.status() == 200 && answer.bytes() > 0, path + ": " + answer.status());
    return answer.nanos() / 1e6;
  }

  private interface Studies {
    Study of(int number);
  }

  /** Some clients get some studies; returns how many bytes their instances have. */
  private long all(int clients, int count, Studies studies) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Long>> tasks = new ArrayList<>();
      for (int one = 0; one < clients; one++) {
        int from = one;
        tasks.add(() -> {
          long bytes = 0;
          try (WebClient client = new WebClient(gateway)) {
            for (int number = from; number < count; number += clients) {
              bytes += get(client, studies.of(number));
            }
          }
          return bytes;
        });
      }
      long bytes = 0;
      for (Future<Long> done : threads.invokeAll(tasks)) {
        bytes += done.get();
      }
      return bytes;
    }
  }

  /** Reads part by part; each has to be an instance of the study, once, byte for byte. */
  private static long get(WebClient client, Study study) throws IOException {
    WebClient.Body body = client.open("/studies/" + study.uid(), DICOM);
    require(body.status() == 200, "answered " + body.status());
    DataInputStream in = new DataInputStream(body);
    BitSet seen = new BitSet();
    long bytes = 0;
    byte[] buffer = new byte[64 * 1024];
    String boundary = line(in);
    String delimiter = boundary;
    while (delimiter.equals(boundary)) {
      for (String header = line(in); !header.isEmpty(); header = line(in)) {}
      int one = instance(in, study);
      require(one > 0 && one <= study.instances() && !seen.get(one), "an instance that is not wanted");
      seen.set(one);
      bytes += compare(in, study.bytes(one), buffer);
      require(line(in).isEmpty(), "more bytes than the instance has");
      delimiter = line(in);
    }
    require(delimiter.equals(boundary + "--") && body.read() < 0, "no end of the multipart");
    require(seen.cardinality() == study.instances(), "instances are missing");
    return bytes;
  }

  /** Reads the File Meta Information; returns which instance it names. */
  private static int instance(DataInputStream in, Study study) throws IOException {
    byte[] head = new byte[HEAD];
    in.readFully(head);
    byte[] meta = new byte[(head[140] & 0xFF) | (head[141] & 0xFF) << 8];
    in.readFully(meta);
    String text = new String(meta, StandardCharsets.ISO_8859_1);
    int at = text.indexOf(study.series() + ".");
    require(at >= 0, "an instance of something else");
    return Integer.parseInt(
        text.substring(at + study.series().length() + 1).split("\\D", 2)[0]);
  }

  private static long compare(DataInputStream in, InputStream expected, byte[] buffer)
      throws IOException {
    CRC32C wanted = new CRC32C();
    CRC32C got = new CRC32C();
    long bytes = 0;
    for (int count = expected.read(buffer); count >= 0; count = expected.read(buffer)) {
      wanted.update(buffer, 0, count);
      in.readFully(buffer, 0, count);
      got.update(buffer, 0, count);
      bytes += count;
    }
    require(wanted.getValue() == got.getValue(), "other bytes than the PACS sent");
    return bytes;
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      require(c >= 0, "the answer ended");
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  private static void require(boolean holds, String otherwise) throws IOException {
    if (!holds) {
      throw new IOException(otherwise);
    }
  }
}
