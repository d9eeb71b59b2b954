package io.isthmus.web.wado;

import io.isthmus.security.Caller;
import io.isthmus.web.http.Exchange;
import io.isthmus.web.http.Handler;
import io.isthmus.web.http.Problem;
import io.isthmus.web.http.ProblemMapper;
import io.isthmus.web.http.ResponseBody;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A request and what came of it, by the rules of the real exchange: what is thrown before the first
 * byte is a status.
 */
final class RecordedExchange implements Exchange, ResponseBody {
  static final String BASE = "https://gateway.example/dicomweb";

  private final Map<String, String> path = new HashMap<>();
  private final List<QueryParameter> query = new ArrayList<>();
  private final Map<String, String> headers = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final List<Runnable> goneListeners = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final List<Runnable> releases = new ArrayList<>();
  private @Nullable ByteBuffer underWay;
  private IntConsumer onWrite = written -> {};
  private boolean bodyWanted = true;
  private int status;
  private String contentType = "";
  private OptionalLong length = OptionalLong.empty();
  private boolean ended;
  private boolean brokenOff;
  private boolean clientGone;
  private int writes;

  RecordedExchange study(String uid) {
    path.put("study", uid);
    return this;
  }

  RecordedExchange series(String uid) {
    path.put("series", uid);
    return this;
  }

  RecordedExchange instance(String uid) {
    path.put("instance", uid);
    return this;
  }

  RecordedExchange frames(String list) {
    path.put("frames", list);
    return this;
  }

  RecordedExchange element(String elementPath) {
    path.put("element", elementPath);
    return this;
  }

  RecordedExchange accepting(String accept) {
    headers.put("Accept", accept);
    return this;
  }

  RecordedExchange header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  RecordedExchange asking(String name, String value) {
    query.add(new QueryParameter(name, value));
    return this;
  }

  RecordedExchange headOnly() {
    bodyWanted = false;
    return this;
  }

  /** Called with the number of all bytes after each write. */
  RecordedExchange onWrite(IntConsumer listener) {
    onWrite = listener;
    return this;
  }

  /** Lets a handler answer, as Routes does. */
  RecordedExchange serve(Handler handler) {
    handle(handler);
    if (!ended) {
      underWay = null;
    }
    releases.forEach(Runnable::run);
    return this;
  }

  private void handle(Handler handler) {
    try {
      handler.handle(this);
    } catch (Exception thrown) {
      if (bytes.size() > 0 || underWay != null || clientGone) {
        breakOff();
        return;
      }
      Problem problem = ProblemMapper.map(thrown);
      status = problem.status();
      contentType = "application/json";
      ended = true;
    }
  }

  int status() {
    return status;
  }

  String contentType() {
    return contentType;
  }

  OptionalLong length() {
    return length;
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }

  /** A header of the answer, empty where there is none. */
  String responseHeader(String name) {
    return headers.getOrDefault("response " + name, "");
  }

  List<String> warnings() {
    return warnings;
  }

  int writes() {
    return writes;
  }

  /** Whether a client may take what it got for the answer. */
  boolean isComplete() {
    return ended && !brokenOff;
  }

  boolean isBrokenOff() {
    return brokenOff;
  }

  void leave() {
    clientGone = true;
    goneListeners.forEach(Runnable::run);
  }

  @Override
  public Caller caller() {
    return Caller.LOCAL;
  }

  @Override
  public String pacs() {
    return "main";
  }

  @Override
  public String baseUri() {
    return BASE;
  }

  @Override
  public String baseUriOf(String other) {
    return "https://gateway.example/pacs/" + other + "/dicomweb";
  }

  @Override
  public String pathParameter(String name) {
    return Optional.ofNullable(path.get(name)).orElseThrow();
  }

  @Override
  public List<QueryParameter> queryParameters() {
    return query;
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  @Override
  public boolean wantsBody() {
    return bodyWanted;
  }

  @Override
  public void addHeader(String name, String value) {
    headers.put("response " + name, value);
  }

  @Override
  public void warn(String text) {
    warnings.add(text);
  }

  @Override
  public void whenOver(Runnable release) {
    releases.add(release);
  }

  @Override
  public void onClientGone(Runnable listener) {
    goneListeners.add(listener);
  }

  @Override
  public ResponseBody begin(int begunStatus, String type, OptionalLong bodyLength) {
    status = begunStatus;
    contentType = type;
    length = bodyLength;
    return this;
  }

  @Override
  public boolean startOver() {
    if (bytes.size() > 0 || underWay != null) {
      return false;
    }
    headers.keySet().removeIf(name -> name.startsWith("response "));
    warnings.clear();
    return true;
  }

  @Override
  public void respond(int bodylessStatus) {
    status = bodylessStatus;
    ended = true;
  }

  @Override
  public void write(ByteBuffer buffer) throws IOException {
    if (clientGone) {
      throw new IOException("the client has left");
    }
    awaitUnderWay();
    take(buffer);
    writes++;
    onWrite.accept(bytes.size());
  }

  /** Taken as late as may be, so that a buffer that is filled again too early shows. */
  @Override
  public void send(ByteBuffer buffer) throws IOException {
    if (clientGone) {
      throw new IOException("the client has left");
    }
    awaitUnderWay();
    underWay = buffer.duplicate();
    buffer.position(buffer.limit());
    writes++;
    onWrite.accept(bytes.size() + underWay.remaining());
  }

  private void awaitUnderWay() {
    if (underWay != null) {
      ByteBuffer sent = underWay;
      underWay = null;
      take(sent);
    }
  }

  private void take(ByteBuffer buffer) {
    byte[] some = new byte[buffer.remaining()];
    buffer.get(some);
    bytes.writeBytes(some);
  }

  @Override
  public void end() {
    awaitUnderWay();
    ended = true;
  }

  @Override
  public void breakOff() {
    brokenOff = true;
  }
}
