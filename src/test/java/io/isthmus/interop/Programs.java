package io.isthmus.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Starts programs that take part in a test and sees to it that each ends. */
public final class Programs {
  private Programs() {}

  /** A port of this host that is free now. */
  public static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a program to its end.
   *
   * @return what it printed
   * @throws AssertionError when it fails or takes longer than a minute, with what it printed
   */
  public static String run(List<String> command) {
    Outcome outcome = outcome(command);
    if (outcome.status() != 0) {
      throw new AssertionError(
          command + " ended with " + outcome.status() + ":\n" + outcome.output());
    }
    return outcome.output();
  }

  /** Runs a program to its end, whatever that is. */
  public static Outcome outcome(List<String> command) {
    return outcome(command, Duration.ofMinutes(1));
  }

  /** The same for a program that may take longer. */
  static Outcome outcome(List<String> command, Duration limit) {
    try {
      Path output = Files.createTempFile("isthmus-program", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(
            command + " did not end within " + limit + ":\n" + Files.readString(output));
      }
      String printed =
          new String(Files.readAllBytes(output), java.nio.charset.StandardCharsets.UTF_8);
      Files.delete(output);
      return new Outcome(process.exitValue(), printed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a server and waits until it listens on {@code port}. */
  public static Process serve(List<String> command, Path log, int port) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
      while (!listens(port)) {
        if (process.waitFor(20, TimeUnit.MILLISECONDS) || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new AssertionError(
              command + " does not listen on " + port + ":\n" + Files.readString(log));
        }
      }
      return process;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /** How a program ended. */
  public record Outcome(int status, String output) {}
}
