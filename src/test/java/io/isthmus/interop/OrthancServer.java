package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * An Orthanc of its own for a test, as it comes out of the package, on free ports and in a
 * temporary folder.
 */
public final class OrthancServer implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final int dicomPort;
  private final int httpPort;
  private boolean loaded;

  /** Starts it; {@code gatewayPort} is where it reaches the AE ISTHMUS. */
  public OrthancServer(int gatewayPort) {
    Peers.need("orthanc", "Orthanc");
    try {
      folder = Files.createTempDirectory("isthmus-orthanc");
      dicomPort = Programs.freePort();
      httpPort = Programs.freePort();
      Path configuration = folder.resolve("orthanc.json");
      Files.writeString(
          configuration,
          """
          { "Name": "test", "StorageDirectory": "%1$s/db", "IndexDirectory": "%1$s/db", "Plugins": [],
            "HttpPort": %2$d, "RemoteAccessAllowed": false, "AuthenticationEnabled": false,
            "DicomAet": "ORTHANC", "DicomPort": %3$d, "DicomCheckCalledAet": false,
            "DicomAlwaysAllowEcho": true, "DicomAlwaysAllowStore": true, "DicomAlwaysAllowFind": true,
            "DefaultEncoding": "Utf8", "DicomAlwaysAllowGet": true, "DicomAlwaysAllowMove": true, "UnknownSopClassAccepted": true,
            "LimitFindResults": 0, "StableAge": 1, "SaveJobs": false,
            "DicomModalities": { "gateway": [ "ISTHMUS", "127.0.0.1", %4$d ] } }
          """
              .formatted(folder, httpPort, dicomPort, gatewayPort));
      process =
          Programs.serve(
              List.of("Orthanc", configuration.toString()), folder.resolve("log"), dicomPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Port of its DICOM server. */
  public int dicomPort() {
    return dicomPort;
  }

  /** Root of its own REST API, independent of DICOMweb and DIMSE. */
  public String restRoot() {
    return "http://127.0.0.1:" + httpPort;
  }

  /**
   * Uploads all files below a folder through the REST API, as they are; returns how many were
   * taken.
   */
  public int upload(Path files) {
    try (Stream<Path> all = Files.walk(files)) {
      return (int) all.filter(Files::isRegularFile).filter(this::uploadOne).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Uploads all files below a folder the first time that it is called. */
  void uploadOnce(Path files) {
    if (!loaded) {
      assertThat(upload(files)).isPositive();
      loaded = true;
    }
  }

  /** SOP Instance UIDs of a study, as Orthanc itself says. */
  public List<String> instances(String study) {
    return RestAssured.given()
        .body(
            "{\"Level\": \"Instance\", \"Expand\": true, \"Query\": {\"StudyInstanceUID\": \""
                + study
                + "\"}}")
        .post(restRoot() + "/tools/find")
        .jsonPath()
        .getList("MainDicomTags.SOPInstanceUID");
  }

  private boolean uploadOne(Path file) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
              .send(
                  HttpRequest.newBuilder(URI.create(restRoot() + "/instances"))
                      .POST(HttpRequest.BodyPublishers.ofFile(file))
                      .build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
