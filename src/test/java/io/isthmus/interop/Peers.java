package io.isthmus.interop;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.pixel.codec.FrameCodecs;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Says whether the real peers that a test needs are on this machine: absent, the test skips with a
 * sentence that tells how to get them; absent although required ({@code
 * -Disthmus.peers.required=true}), it fails.
 */
public final class Peers {
  private Peers() {}

  /** Skips or fails the calling test unless each of the programs is on the PATH. */
  public static void need(String debianPackage, String... programs) {
    for (String program : programs) {
      if (!onPath(program)) {
        absent(program + " is not installed; on Debian: apt-get install " + debianPackage);
      }
    }
  }

  /** Skips or fails the calling test unless a transfer syntax is decoded, by a C library. */
  public static void needCodec(FrameCodecs codecs, TransferSyntax syntax, String debianPackage) {
    if (codecs.decoder(syntax).isEmpty()) {
      absent(codecs.absences() + "; on Debian: apt-get install " + debianPackage);
    }
  }

  /** The folder of real DICOM files, or a skipped test. */
  public static Path corpus() {
    String folder = System.getProperty("isthmus.corpus", "");
    if (folder.isBlank() || !Files.isDirectory(Path.of(folder))) {
      absent("no folder of DICOM files; name one with -Disthmus.corpus=FOLDER");
    }
    return Path.of(folder);
  }

  /** Whether a program is on the PATH. */
  public static boolean has(String program) {
    return onPath(program);
  }

  /** The folder of the npm packages that src/test/viewers needs, or a skipped test. */
  public static Path viewers() {
    need("chromium", "chromium");
    Path packages = Path.of("target/viewers/node_modules");
    // The npm registry may be out of reach: no failure even where peers are required.
    Assumptions.assumeTrue(
        onPath("node")
            && Files.isDirectory(packages.resolve("@ohif/app"))
            && Files.isDirectory(packages.resolve("@seriousme/openapi-schema-validator")),
        "the viewers are not installed; with npm: src/test/viewers/install target/viewers");
    return packages;
  }

  /** A Python that has pydicom: the interpreter's name, or a skipped test. */
  public static String python() {
    for (String python : new String[] {"/usr/bin/python3", "python3"}) {
      try {
        if (Programs.outcome(List.of(python, "-c", "import pydicom")).status() == 0) {
          return python;
        }
      } catch (UncheckedIOException absent) {
        // The next one, then.
      }
    }
    absent("no Python with pydicom; on Debian: apt-get install python3-pydicom");
    throw new IllegalStateException();
  }

  private static boolean onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  private static void absent(String sentence) {
    if (Boolean.getBoolean("isthmus.peers.required")) {
      Assertions.fail(sentence);
    }
    Assumptions.abort(sentence);
  }
}
