package io.isthmus.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.web.http.ClientPace.SlowClientException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ClientPaceTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final int RATE = 1000;

  private long now;
  private final ClientPace pace = pace(RATE);

  private ClientPace pace(long bytesPerSecond) {
    return new ClientPace(new ClientPace.Rule(bytesPerSecond, Duration.ofMinutes(1), () -> now));
  }

  /** Is taken by the client after a time, which passes while it is waited for. */
  private final class Taken extends CompletableFuture<Void> {
    private final long at;

    Taken(long seconds) {
      this.at = now + seconds * SECOND;
    }

    @Override
    public Void get() {
      now = Math.max(now, at);
      return null;
    }

    @Override
    public Void get(long timeout, TimeUnit unit) throws TimeoutException {
      if (at - now > unit.toNanos(timeout)) {
        now += unit.toNanos(timeout);
        throw new TimeoutException();
      }
      return get();
    }
  }

  @Test
  void aClientThatTakesNothingIsCutAfterTheWindow() {
    assertThatThrownBy(() -> pace.await(new Taken(1_000_000), 10))
        .isInstanceOf(SlowClientException.class)
        .hasMessage("the client took 0 bytes in 60 s");
    assertThat(now).isEqualTo(60 * SECOND);
  }

  @Test
  void aClientBelowTheRateIsCutAndOneAtTheRateIsNot() throws Exception {
    for (int second = 0; second < 300; second++) {
      pace.await(new Taken(1), RATE);
    }
    for (int second = 0; second < 59; second++) {
      pace.await(new Taken(1), RATE - 1);
    }
    assertThatThrownBy(() -> pace.await(new Taken(1), RATE - 1))
        .isInstanceOf(SlowClientException.class)
        .hasMessage("the client took 59940 bytes in 60 s");
  }

  @Test
  void oneLargePieceMayTakeLongerThanTheWindowIfItBegan() throws Exception {
    pace.await(new Taken(1), 100 * RATE);
    pace.await(new Taken(59), RATE);

    assertThatCode(() -> pace.await(new Taken(59), RATE)).doesNotThrowAnyException();
    assertThatThrownBy(() -> pace.await(new Taken(2), RATE))
        .isInstanceOf(SlowClientException.class);
  }

  @Test
  void timeInWhichItHadNothingToTakeDoesNotCount() throws Exception {
    for (int piece = 0; piece < 100; piece++) {
      now += 600 * SECOND;
      pace.await(new Taken(0), 1);
    }
    pace.await(new Taken(59), 1);
  }

  @Test
  void withoutARateItMayTakeForEver() throws Exception {
    pace(0).await(new Taken(1_000_000), 1);

    assertThat(now).isEqualTo(1_000_000 * SECOND);
  }

  @Test
  void anAnswerToAClientThatReadsNothingIsBrokenOff() throws Exception {
    CompletableFuture<Throwable> failed = new CompletableFuture<>();
    Handler endless =
        exchange -> {
          ResponseBody body = exchange.begin(200, "text/plain", OptionalLong.empty());
          ByteBuffer bytes = ByteBuffer.allocate(64 * 1024);
          try {
            while (true) {
              body.write(bytes.clear());
            }
          } catch (IOException cut) {
            failed.complete(cut.getCause());
            throw cut;
          }
        };
    try (HttpEdge edge =
            HttpEdge.serving(
                Map.of(Endpoint.SEARCH_STUDIES, endless),
                new ClientPace.Rule(1L << 40, Duration.ofMillis(100), System::nanoTime));
        Socket socket = new Socket("localhost", edge.port())) {
      socket
          .getOutputStream()
          .write(
              "GET /dicomweb/studies HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.UTF_8));

      assertThat(failed.get()).isInstanceOf(SlowClientException.class);
      assertThatThrownBy(() -> socket.getInputStream().transferTo(OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class);
    }
  }
}
