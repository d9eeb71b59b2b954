package io.isthmus.app;

import io.isthmus.pixel.worker.ForeignCodecs;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Where the gateway starts, and its codec workers. */
@QuarkusMain
public final class Main {

  private Main() {}

  /**
   * Starts Quarkus, without its own check of request URIs: it refuses characters such as {@code ^}
   * with an empty 400, and browsers send them as they are in queries for names (QIDO-05). As a
   * codec worker, starts nothing of it: its classes may not even be there.
   */
  public static void main(String... arguments) throws IOException {
    if (Arrays.asList(arguments).equals(List.of(ForeignCodecs.ARGUMENT))) {
      ForeignCodecs.work();
      return;
    }
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(arguments);
  }
}
