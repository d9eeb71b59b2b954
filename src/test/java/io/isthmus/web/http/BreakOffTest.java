package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.Requirement;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class BreakOffTest {

  private static HttpEdge serving(Handler studies) {
    return HttpEdge.serving(Map.of(Endpoint.SEARCH_STUDIES, studies));
  }

  private static void failAfterTheFirstBytes(Exchange exchange, OptionalLong length)
      throws IOException {
    ResponseBody body = exchange.begin(200, "text/plain", length);
    body.write(ByteBuffer.wrap("first".getBytes(StandardCharsets.UTF_8)));
    throw new IOException("the PACS has gone");
  }

  @ParameterizedTest
  @Requirement("COM-10")
  @ValueSource(strings = {"HTTP/1.1", "HTTP/1.0"})
  void aFailureAfterTheFirstBytesResetsTheConnection(String version) throws Exception {
    try (HttpEdge edge =
        serving(exchange -> failAfterTheFirstBytes(exchange, OptionalLong.empty()))) {
      RawClient.Answer answer =
          RawClient.ask(edge.port(), "GET /dicomweb/studies " + version, "Host: x");
      assertThat(answer.reset()).isTrue();
      assertThat(answer.text()).doesNotEndWith("0\r\n\r\n");
    }
  }

  @Test
  @Requirement("COM-10")
  void aFailureBelowTheAnnouncedLengthResetsTheConnection() throws Exception {
    try (HttpEdge edge =
        serving(exchange -> failAfterTheFirstBytes(exchange, OptionalLong.of(10)))) {
      RawClient.Answer answer =
          RawClient.ask(edge.port(), "GET /dicomweb/studies HTTP/1.1", "Host: x");
      assertThat(answer.reset()).isTrue();
    }
  }

  @Test
  @Requirement({"COM-10", "COM-15"})
  void aFailureAfterTheFirstBytesResetsTheStreamOfHttp2() throws Exception {
    try (HttpEdge edge =
        serving(exchange -> failAfterTheFirstBytes(exchange, OptionalLong.empty()))) {
      assertThatThrownBy(() -> edge.get("/dicomweb/studies")).isInstanceOf(IOException.class);
    }
  }

  @Test
  @Requirement("COM-11")
  void aClientThatLeavesIsNoticedWhileItsRequestIsServed() throws Exception {
    CountDownLatch serving = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Handler waiting =
        exchange -> {
          exchange.onClientGone(gone::countDown);
          serving.countDown();
          gone.await();
          exchange.respond(204);
        };
    try (HttpEdge edge = serving(waiting)) {
      try (Socket socket = asking(edge)) {
        assertThat(serving.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(socket.isConnected()).isTrue();
      }
      assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Requirement("COM-11")
  void aWriterLearnsThatItsClientHasLeft() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Handler endless =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.empty());
          ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
          try {
            while (true) {
              body.write(bytes.clear());
            }
          } catch (IOException clientGone) {
            failed.countDown();
            throw clientGone;
          }
        };
    try (HttpEdge edge = serving(endless)) {
      try (Socket socket = asking(edge)) {
        assertThat(socket.getInputStream().read()).isEqualTo('H');
      }
      assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  @Requirement({"COM-10", "COM-11"})
  void aClientThatDoesNotReadIsBrokenOff() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (HttpEdge edge = impatient(failed);
        Socket socket = asking(edge)) {
      assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  @Requirement({"COM-10", "COM-11", "COM-15"})
  void aClientThatDoesNotReadIsBrokenOffOverHttp2Too() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    try (HttpEdge edge = impatient(failed);
        HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          client.send(
              HttpRequest.newBuilder(URI.create(edge.address("/dicomweb/studies"))).build(),
              HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(failed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(body::readAllBytes).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  @Requirement({"COM-10", "COM-11"})
  void aClientThatDoesNotReadTheLastBytesOfAKnownLengthIsBrokenOff() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    int length = 64 << 20;
    Handler large =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.of(length));
          try {
            body.write(ByteBuffer.allocate(length));
          } catch (ClientGoneException broken) {
            failed.countDown();
            throw broken;
          }
        };
    try (HttpEdge edge =
            HttpEdge.serving(
                Map.of(Endpoint.SEARCH_STUDIES, large),
                new ClientPace.Rule(1 << 30, Duration.ofSeconds(1), System::nanoTime));
        Socket socket = asking(edge)) {
      assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
      assertThatThrownBy(() -> socket.getInputStream().readAllBytes())
          .isInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @Requirement("COM-10")
  @ValueSource(booleans = {true, false})
  void aBufferThatWasSentIsFreeOnlyWhenTheExchangeIsOver(boolean failing) throws Exception {
    CountDownLatch returned = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    Handler handler =
        exchange -> {
          exchange.whenOver(() -> {
            assertThat(returned.getCount()).isZero();
            released.countDown();
          });
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.empty());
          body.send(ByteBuffer.allocate(64 << 20));
          returned.countDown();
          if (failing) {
            throw new IOException("what was to follow could not be read");
          }
          body.end(ByteBuffer.wrap(new byte[] {'!'}));
        };
    try (HttpEdge edge = serving(handler);
        Socket socket = asking(edge)) {
      assertThat(returned.await(20, TimeUnit.SECONDS)).isTrue();
      if (failing) {
        assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
      } else {
        // Nobody has read it, so it is still the connection's.
        assertThat(released.getCount()).isOne();
        assertThat(new String(socket.getInputStream().readNBytes(8), StandardCharsets.UTF_8))
            .isEqualTo("HTTP/1.1");
        socket.getInputStream().skipNBytes(64 << 20);
        assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
      }
    }
  }

  /** Gives more than all the buffers between take, and waits a second for who takes nothing. */
  private static HttpEdge impatient(CountDownLatch failed) {
    Handler large =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.empty());
          try {
            for (int i = 0; i < 1000; i++) {
              body.write(ByteBuffer.allocate(256 * 1024));
            }
            body.end();
          } catch (ClientGoneException broken) {
            failed.countDown();
            throw broken;
          }
        };
    return HttpEdge.serving(
        Map.of(Endpoint.SEARCH_STUDIES, large),
        new ClientPace.Rule(1, Duration.ofSeconds(1), System::nanoTime));
  }

  private static Socket asking(HttpEdge edge) throws IOException {
    Socket socket = new Socket("localhost", edge.port());
    String request = "GET /dicomweb/studies HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    return socket;
  }
}
