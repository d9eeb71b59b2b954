package io.isthmus.app;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the gateway starts. */
@QuarkusMain
public final class Main {

  private Main() {}

  /**
   * Starts Quarkus, without its own check of request URIs: it refuses characters such as {@code ^}
   * with an empty 400, and browsers send them as they are in queries for names (QIDO-05).
   */
  public static void main(String... arguments) {
    System.setProperty("vertx.disableURIValidation", "true");
    Quarkus.run(arguments);
  }
}
