package io.isthmus.web.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelOption;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.buffer.impl.BufferImpl;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The answer of one exchange. The head is kept back until the first bytes, so that a failure before
 * them can still be told as a status. No more than one piece is under way: a thread that ran ahead
 * of its client would fill the memory.
 */
final class VertxBody implements ResponseBody {
  /** RFC 9110 5.6.7. */
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private enum State {
    OPEN,
    BEGUN,
    SENDING,
    SENT,
    ENDED
  }

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final ClientPace pace;
  private final Clock clock;
  private final boolean headOnly;
  private final Set<String> added = new HashSet<>();
  private State state = State.OPEN;
  private OptionalLong left = OptionalLong.empty();
  private @Nullable Sending underWay;

  /** Bytes that the connection has been given, and may still be reading. */
  private record Sending(CompletableFuture<Void> done, int bytes) {
    static Sending of(Future<Void> written, int bytes) {
      return new Sending(written.toCompletionStage().toCompletableFuture(), bytes);
    }
  }

  VertxBody(HttpServerRequest request, ClientPace pace, Clock clock) {
    this.request = request;
    this.pace = pace;
    this.clock = clock;
    this.response = request.response();
    this.headOnly = request.method().equals(HttpMethod.HEAD);
  }

  void addHeader(String name, String value) {
    requireState(state == State.OPEN, "headers come before the body");
    added.add(name);
    response.headers().add(name, value);
  }

  boolean hasHeader(String name) {
    return added.contains(name);
  }

  void begin(int status, String contentType, OptionalLong length) {
    requireState(state == State.OPEN, "an answer begins once");
    setStatus(status);
    response.headers().set(HttpHeaders.CONTENT_TYPE, contentType);
    if (length.isPresent()) {
      response.headers().set(HttpHeaders.CONTENT_LENGTH, Long.toString(length.getAsLong()));
    } else if (!headOnly) {
      response.setChunked(true);
    }
    left = length;
    state = State.BEGUN;
  }

  void respond(int status) {
    requireState(state == State.OPEN, "an answer begins once");
    setStatus(status);
    state = State.ENDED;
    response.end();
  }

  /** Now, as in the Date header. */
  static String date(Clock clock) {
    return DATE.format(clock.instant());
  }

  private void setStatus(int status) {
    response.setStatusCode(status);
    response.headers().set(HttpHeaders.DATE, date(clock));
  }

  boolean isEnded() {
    return state == State.ENDED;
  }

  /**
   * Forgets an answer of which nothing has been sent, with its headers but not those of Quarkus;
   * returns whether that was so.
   */
  boolean takeBack() {
    if ((state != State.OPEN && state != State.BEGUN) || response.closed()) {
      return false;
    }
    added.forEach(response.headers()::remove);
    response.headers().remove(HttpHeaders.CONTENT_TYPE).remove(HttpHeaders.CONTENT_LENGTH);
    response.setChunked(false);
    state = State.OPEN;
    return true;
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    send(bytes);
    awaitUnderWay();
  }

  /**
   * The last bytes of a known length end the message: a client may leave as soon as it has them.
   */
  @Override
  public void send(ByteBuffer bytes) throws IOException {
    requireUnderWay();
    if (headOnly) {
      bytes.position(bytes.limit());
      return;
    }
    awaitUnderWay();
    state = State.SENDING;
    int length = bytes.remaining();
    Buffer sent = buffer(bytes);
    if (left.isPresent()) {
      long after = left.getAsLong() - length;
      requireState(after >= 0, "the body is longer than announced");
      left = OptionalLong.of(after);
      state = after == 0 ? State.SENT : State.SENDING;
    }
    underWay = Sending.of(state == State.SENT ? response.end(sent) : response.write(sent), length);
  }

  @Override
  public void end() throws IOException {
    if (state != State.SENT) {
      requireUnderWay();
      requireState(headOnly || left.orElse(0) == 0, "the body is shorter than announced");
      awaitUnderWay();
      underWay = Sending.of(response.end(), 0);
    }
    state = State.ENDED;
    awaitUnderWay();
  }

  @Override
  public void end(ByteBuffer last) throws IOException {
    if (headOnly || left.isPresent() || !last.hasRemaining()) {
      if (last.hasRemaining()) {
        send(last);
      }
      end();
      return;
    }
    requireUnderWay();
    awaitUnderWay();
    state = State.ENDED;
    int length = last.remaining();
    underWay = Sending.of(response.end(buffer(last)), length);
    awaitUnderWay();
  }

  /** Waits until the connection has let go of all bytes, whether or not it took them. */
  void settle() {
    Sending last = underWay;
    if (last != null) {
      last.done().handle((nothing, failure) -> true).join();
      underWay = null;
    }
  }

  private static Buffer buffer(ByteBuffer bytes) {
    Buffer wrapped = BufferImpl.buffer(Unpooled.wrappedBuffer(bytes));
    bytes.position(bytes.limit());
    return wrapped;
  }

  @Override
  public void breakOff() {
    Sending last = underWay;
    if (response.ended() && (last == null || last.done().isDone())) {
      return;
    }
    state = State.ENDED;
    if (request.connection() instanceof ConnectionBase connection && isHttp1()) {
      Channel channel = connection.channel();
      resetOnClose(channel);
      // Below the handlers of Vert.x, which would wait until a client that does not read has read.
      channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
    } else {
      response.reset();
    }
  }

  /** A connection that ends in order is how HTTP/1.0 marks the end of a body. */
  private static void resetOnClose(Channel channel) {
    try {
      channel.config().setOption(ChannelOption.SO_LINGER, 0);
    } catch (ChannelException alreadyClosed) {
      // Then nobody is left who could take the answer for complete.
    }
  }

  private boolean isHttp1() {
    return switch (request.version()) {
      case HTTP_1_0, HTTP_1_1 -> true;
      case HTTP_2 -> false;
    };
  }

  private void awaitUnderWay() throws IOException {
    Sending sending = underWay;
    if (sending == null) {
      return;
    }
    try {
      pace.await(sending.done(), sending.bytes());
      underWay = null;
    } catch (ClientPace.SlowClientException slow) {
      breakOff();
      throw new ClientGoneException(slow);
    } catch (ExecutionException failed) {
      throw new ClientGoneException(failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      breakOff();
      throw new InterruptedIOException("interrupted while writing to the client");
    }
  }

  private void requireUnderWay() {
    requireState(state == State.BEGUN || state == State.SENDING, "no answer is under way");
  }

  private static void requireState(boolean fits, String rule) {
    if (!fits) {
      throw new IllegalStateException(rule);
    }
  }
}
