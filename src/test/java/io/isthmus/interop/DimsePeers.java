package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dimse.DataStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Programs of dcmtk, started on free ports in a temporary folder and ended with this object. */
final class DimsePeers implements AutoCloseable {
  static final String DCMQRSCP_AE = "DCMQRSCP";
  static final String OUR_AE = "ISTHMUS";

  /** What a program that ran to its end said. */
  record Run(int exitCode, String output) {}

  private final Path folder;
  private final List<Process> processes = new ArrayList<>();

  DimsePeers(Path folder) {
    Peers.need("dcmtk", "dcmqrscp", "storescp", "storescu", "dump2dcm", "findscu", "getscu");
    this.folder = folder;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** Starts dcmqrscp, which knows us as a C-MOVE destination on a port. */
  int dcmqrscp(int ourPort) throws IOException {
    return dcmqrscp(ourPort, List.of());
  }

  /** The same with options, on copies of files. */
  int dcmqrscp(int ourPort, List<Path> files, String... options) throws IOException {
    int port = freePort();
    Path database = Files.createDirectories(folder.resolve("db"));
    for (int i = 0; i < files.size(); i++) {
      Path copy = Files.copy(files.get(i), database.resolve(i + ".dcm"));
      // One that dcmtk cannot index is none that it could send.
      run("dcmqridx", database.toString(), copy.toString());
    }
    Path configuration = folder.resolve("dcmqrscp.cfg");
    Files.writeString(
        configuration,
        """
        NetworkTCPPort  = %d
        MaxPDUSize      = 131072
        MaxAssociations = 8
        HostTable BEGIN
        gateway = (%s, localhost, %d)
        HostTable END
        VendorTable BEGIN
        VendorTable END
        AETable BEGIN
        %s %s RW (50, 100mb) ANY
        AETable END
        """
            .formatted(port, OUR_AE, ourPort, DCMQRSCP_AE, folder.resolve("db")));
    List<String> command =
        new ArrayList<>(List.of("dcmqrscp", "-c", configuration.toString(), "-dhl"));
    command.addAll(List.of(options));
    start(port, command.toArray(String[]::new));
    return port;
  }

  /** Starts storescp with options; what it receives is in {@link #received}. */
  int storescp(String... options) throws IOException {
    int port = freePort();
    Files.createDirectories(received());
    List<String> command = new ArrayList<>(List.of("storescp", "-od", received().toString()));
    command.addAll(List.of(options));
    command.add(Integer.toString(port));
    start(port, command.toArray(String[]::new));
    return port;
  }

  /** Ends the processes that dcmqrscp has for each association, and not dcmqrscp itself. */
  void dropAssociations() {
    processes.stream()
        .flatMap(Process::descendants)
        .forEach(child -> {
          child.destroyForcibly();
          child.onExit().join();
        });
  }

  /** Starts Orthanc with an empty archive, which knows us as a C-MOVE destination on a port. */
  int orthanc(int ourPort) throws IOException {
    Peers.need("orthanc", "Orthanc");
    int port = freePort();
    Path database = Files.createDirectories(folder.resolve("orthanc"));
    Path configuration = folder.resolve("orthanc.json");
    Files.writeString(
        configuration,
        """
        { "Name": "test", "StorageDirectory": "%1$s", "IndexDirectory": "%1$s", "Plugins": [],
          "HttpServerEnabled": false, "DicomAet": "ORTHANC", "DicomPort": %2$d,
          "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true,
          "DicomAlwaysAllowFind": true, "DicomAlwaysAllowGet": true, "DicomAlwaysAllowMove": true,
          "SaveJobs": false,
          "DicomModalities": { "us": ["%3$s", "localhost", %4$d] } }
        """
            .formatted(database, port, OUR_AE, ourPort));
    start(port, "Orthanc", configuration.toString());
    return port;
  }

  Path received() {
    return folder.resolve("received");
  }

  /** Runs a program to its end. */
  Run run(String... command) throws IOException {
    Path output = Files.createTempFile(folder, "run", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    processes.add(process);
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("%s ends", command[0]).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return new Run(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
  }

  private void start(int port, String... command) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(command[0] + ".log").toFile())
            .start();
    processes.add(process);
    for (long end = System.nanoTime() + 10_000_000_000L; System.nanoTime() < end; ) {
      try (Socket socket = new Socket("localhost", port)) {
        assertThat(socket.isConnected()).isTrue();
        return;
      } catch (IOException notYet) {
        LockSupport.parkNanos(20_000_000);
      }
    }
    throw new IOException(command[0] + " does not listen on port " + port);
  }

  /** Makes a CT instance of a study with one series; pixel data are 512 words. */
  Path instance(String studyUid, int number) throws IOException {
    return instance(studyUid, 1, number);
  }

  /** The same in one of several series of the study. */
  Path instance(String studyUid, int series, int number) throws IOException {
    byte[] pixels = new byte[1024];
    Arrays.fill(pixels, (byte) number);
    Files.write(folder.resolve("pixels" + number), pixels);
    Path dump = folder.resolve("instance" + number + ".txt");
    Files.writeString(
        dump,
        """
        (0008,0016) UI [1.2.840.10008.5.1.4.1.1.2]
        (0008,0018) UI [%1$s.%4$d.%2$d]
        (0008,0020) DA [20250102]
        (0008,0050) SH [ACC1]
        (0008,0060) CS [CT]
        (0010,0010) PN [Test^Number]
        (0010,0020) LO [ID1]
        (0020,000d) UI [%1$s]
        (0020,000e) UI [%1$s.%4$d]
        (0020,0010) SH [1]
        (0020,0011) IS [%4$d]
        (0020,0013) IS [%2$d]
        (0028,0002) US 1
        (0028,0004) CS [MONOCHROME2]
        (0028,0010) US 16
        (0028,0011) US 32
        (0028,0100) US 16
        (0028,0101) US 16
        (0028,0102) US 15
        (0028,0103) US 0
        (7fe0,0010) OW =%3$s
        """
            .formatted(studyUid, number, folder.resolve("pixels" + number), series));
    Path file = folder.resolve("instance" + number + ".dcm");
    Run run = run("dump2dcm", "+te", dump.toString(), file.toString());
    assertThat(run.exitCode()).as(run.output()).isZero();
    return file;
  }

  /** The data set of a Part 10 file, behind its File Meta Information. */
  static byte[] dataSetOf(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(140);
    return Arrays.copyOfRange(bytes, 144 + length, bytes.length);
  }

  /** All bytes of a data set that arrives. */
  static byte[] collect(DataStream data) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (ByteBuffer next = data.next(); next != null; next = data.next()) {
      byte[] piece = new byte[next.remaining()];
      next.get(piece);
      bytes.writeBytes(piece);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    processes.forEach(Process::destroy);
    for (Process process : processes) {
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        process.destroyForcibly();
      }
    }
  }
}
