package io.isthmus.bench;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.json.DicomJsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * How fast data sets are read and written on one core. Arguments: a folder of DICOM files. Prints
 * one line per measure: name, best of the rounds, unit.
 */
public final class DataSetSpeed {
  private static final int ROUNDS = 7;

  private final PrintStream out;
  private final List<Path> files;

  private DataSetSpeed(PrintStream out, List<Path> files) {
    this.out = out;
    this.files = files;
  }

  public static void main(String... arguments) throws IOException {
    try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
      List<Path> files = all.filter(Files::isRegularFile).sorted().toList();
      DataSetSpeed speed = new DataSetSpeed(System.out, files);
      speed.headers();
      speed.json();
    }
  }

  private void headers() throws IOException {
    double first = 0;
    double best = 0;
    long elements = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      elements = 0;
      for (Path file : files) {
        elements += header(file).size();
      }
      double rate = files.size() / seconds(start);
      first = round == 0 ? rate : first;
      best = Math.max(best, rate);
    }
    out.printf("headers, cold JVM %12.0f files/s%n", first);
    out.printf("headers, warm     %12.0f files/s  (%d elements)%n", best, elements);
  }

  private static DataSet header(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      Part10Reader reader = Part10Reader.open(in);
      return DataSetReader.of(reader.meta().transferSyntax())
          .before(Tag.PixelData)
          .readAll(reader.dataSet());
    }
  }

  private void json() throws IOException {
    DataSet[] headers = new DataSet[Math.min(files.size(), 500)];
    for (int i = 0; i < headers.length; i++) {
      headers[i] = header(files.get(i));
    }
    measure("JSON of headers", headers, 20);
    try (var in = Files.newInputStream(files.getFirst())) {
      DataSet[] whole = {Part10Reader.open(in).readDataSet()};
      measure("JSON with pixels", whole, 200);
    }
  }

  private void measure(String name, DataSet[] dataSets, int times) throws IOException {
    double best = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long[] bytes = new long[1];
      DicomJsonWriter writer = new DicomJsonWriter(counting(bytes));
      long start = System.nanoTime();
      writer.beginArray();
      for (int i = 0; i < times; i++) {
        for (DataSet dataSet : dataSets) {
          writer.write(dataSet);
        }
      }
      writer.endArray();
      writer.flush();
      best = Math.max(best, bytes[0] / 1e6 / seconds(start));
    }
    out.printf("%-17s %12.0f MB/s%n", name, best);
  }

  private static OutputStream counting(long[] bytes) {
    return new OutputStream() {
      @Override
      public void write(int b) {
        bytes[0]++;
      }

      @Override
      public void write(byte[] piece, int from, int length) {
        bytes[0] += length;
      }
    };
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
