package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** Readers in threads of their own. */
final class Readers {
  private Readers() {}

  interface Reading {
    List<HandMade> run() throws ArchiveException, IOException;
  }

  static Future<List<HandMade>> inThread(Reading reading) {
    CompletableFuture<List<HandMade>> result = new CompletableFuture<>();
    start(result, reading);
    return result;
  }

  static Thread start(CompletableFuture<List<HandMade>> result, Reading reading) {
    return Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(reading.run());
          } catch (ArchiveException | IOException | RuntimeException e) {
            result.completeExceptionally(e);
          }
        });
  }
}
