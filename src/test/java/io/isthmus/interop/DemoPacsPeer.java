package io.isthmus.interop;

import io.isthmus.demo.DemoPacs;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** dcmtk's programs turned to one demo archive. */
final class DemoPacsPeer implements AutoCloseable {
  private final DemoPacs pacs;
  private final Path folder;
  private final DimsePeers peers;
  private int runs;
  private String lastOutput = "";

  DemoPacsPeer(DemoPacs pacs, Path folder) throws IOException {
    this.pacs = pacs;
    this.folder = Files.createDirectories(folder);
    this.peers = new DimsePeers(folder);
  }

  String port() {
    return Integer.toString(pacs.port());
  }

  String lastOutput() {
    return lastOutput;
  }

  DimsePeers.Run run(String... command) throws IOException {
    DimsePeers.Run run = peers.run(command);
    lastOutput = run.output();
    return run;
  }

  int storescp(String... options) throws IOException {
    return peers.storescp(options);
  }

  /** What a program that still runs has written so far. */
  String log(String program) throws IOException {
    return Files.readString(folder.resolve(program + ".log"), StandardCharsets.ISO_8859_1);
  }

  List<Path> received() throws IOException {
    return files(peers.received());
  }

  /** Runs findscu; the keys are keywords, with or without a value. Gives the answers. */
  List<DataSet> find(String model, String level, String... keys) throws IOException {
    return find(List.of(), model, level, keys);
  }

  /** Runs findscu with more options. */
  List<DataSet> find(List<String> options, String model, String level, String... keys)
      throws IOException {
    Path answers = Files.createDirectories(folder.resolve("find" + runs++));
    List<String> command =
        new ArrayList<>(List.of("findscu", "-v", "-X", "-od", answers.toString()));
    command.addAll(options);
    command.addAll(query(model, level, keys));
    run(command.toArray(String[]::new));
    List<DataSet> result = new ArrayList<>();
    for (Path file : files(answers)) {
      result.add(read(file));
    }
    return result;
  }

  /** Runs getscu; gives the files that it wrote. */
  List<Path> get(String level, String... keys) throws IOException {
    Path got = Files.createDirectories(folder.resolve("get" + runs++));
    List<String> command = new ArrayList<>(List.of("getscu", "-d", "+B", "-od", got.toString()));
    command.addAll(query("-S", level, keys));
    run(command.toArray(String[]::new));
    return files(got);
  }

  DimsePeers.Run move(String destination, String level, String... keys) throws IOException {
    List<String> command = new ArrayList<>(List.of("movescu", "-v", "-aem", destination));
    command.addAll(query("-S", level, keys));
    return run(command.toArray(String[]::new));
  }

  DimsePeers.Run store(Path file) throws IOException {
    return run("storescu", "-v", "-aec", pacs.aeTitle(), "localhost", port(), file.toString());
  }

  private List<String> query(String model, String level, String... keys) {
    List<String> arguments = new ArrayList<>(List.of(model, "-aec", pacs.aeTitle()));
    arguments.addAll(List.of("-k", "QueryRetrieveLevel=" + level));
    for (String key : keys) {
      arguments.addAll(List.of("-k", key));
    }
    arguments.addAll(List.of("localhost", port()));
    return arguments;
  }

  static DataSet read(Path file) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Part10Reader reader = Part10Reader.open(in);
      return DataSetReader.of(reader.meta().transferSyntax())
          .before(Tag.PixelData)
          .readAll(reader.dataSet());
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Override
  public void close() {
    peers.close();
  }
}
