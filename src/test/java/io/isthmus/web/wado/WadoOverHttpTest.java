package io.isthmus.web.wado;

import static io.isthmus.retrieve.HandMade.pixels;
import static io.isthmus.web.wado.WadoBench.assertFile;
import static io.isthmus.web.wado.WadoBench.await;
import static io.isthmus.web.wado.WadoBench.send;
import static io.isthmus.web.wado.WadoBench.sending;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import io.isthmus.archive.ArchiveException;
import io.isthmus.archive.ArchiveFailure;
import io.isthmus.retrieve.HandMade;
import io.isthmus.web.http.Endpoint;
import io.isthmus.web.http.HttpEdge;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Through the real server and the JDK's client, over HTTP/1.1 and HTTP/2. */
@Timeout(30)
class WadoOverHttpTest {
  private static final HandMade SMALL = HandMade.instance("1.2.3.4.1", pixels(3000, 1));
  private static final HandMade LARGE = HandMade.instance("1.2.3.4.2", pixels(3_000_000, 2));
  private static final String STUDY = "/dicomweb/studies/1.2.3";

  @TempDir Path root;
  private WadoBench bench;
  private HttpEdge edge;

  @BeforeEach
  void open() throws IOException {
    bench = new WadoBench(root);
    edge =
        HttpEdge.serving(
            Map.of(
                Endpoint.RETRIEVE_STUDY, bench.wado::study,
                Endpoint.RETRIEVE_SERIES, bench.wado::series,
                Endpoint.RETRIEVE_INSTANCE, bench.wado::instance));
  }

  @AfterEach
  void close() throws IOException {
    edge.close();
    bench.close();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @Requirement({"WADO-01", "COM-15"})
  void aStudyComesWhole(HttpClient.Version version) throws Exception {
    bench.pacs.retrieving(sending(SMALL, LARGE, SMALL));

    HttpResponse<byte[]> response = get(version, STUDY);

    assertThat(response.statusCode()).isEqualTo(200);
    String type = response.headers().firstValue("Content-Type").orElseThrow();
    List<Multipart.Part> parts = Multipart.parse(type, response.body()).parts();
    assertThat(parts).hasSize(2);
    assertFile(parts.get(0), SMALL);
    assertFile(parts.get(1), LARGE);
    assertThat(parts.get(1).headers().get("Content-Location"))
        .isEqualTo(edge.address(STUDY + "/series/1.2.3.4/instances/1.2.3.4.2"));
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @Requirement({"COM-10", "COM-15"})
  void aFailureAfterTheFirstByteIsNoEndThatAClientCouldTakeForOne(HttpClient.Version version)
      throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      send(arrivals, LARGE);
      await(begun);
      throw new ArchiveException(new ArchiveFailure.Broken("main", "A-ABORT"));
    });

    HttpResponse<InputStream> response =
        client(version).send(request(STUDY), HttpResponse.BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    begun.countDown();

    try (InputStream body = response.body()) {
      assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  @Requirement("COM-11")
  void aClientThatLeavesEndsTheRetrieve(HttpClient.Version version) throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      send(arrivals, LARGE);
      await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });

    HttpResponse<InputStream> response =
        client(version).send(request(STUDY), HttpResponse.BodyHandlers.ofInputStream());
    response.body().close();

    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Requirement("COM-12")
  void headHasNoBodyAndEndsTheRetrieve() throws Exception {
    CountDownLatch cancelled = new CountDownLatch(1);
    bench.pacs.retrieving((scope, arrivals, cancellation) -> {
      cancellation.onCancel(cancelled::countDown);
      send(arrivals, SMALL);
      await(cancelled);
      throw new ArchiveException(new ArchiveFailure.Cancelled("main", "FE00H"));
    });

    HttpResponse<String> response = edge.send("HEAD", STUDY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("multipart/related");
    assertThat(response.body()).isEmpty();
    assertThat(cancelled.await(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  @Requirement("WADO-13")
  void whatIsNotThereIs404WithAReport() throws Exception {
    HttpResponse<String> response = edge.get(STUDY);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("\"status\":404");
  }

  private HttpResponse<byte[]> get(HttpClient.Version version, String path)
      throws IOException, InterruptedException {
    return client(version).send(request(path), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create(edge.address(path))).build();
  }

  private static HttpClient client(HttpClient.Version version) {
    return HttpClient.newBuilder().version(version).build();
  }
}
