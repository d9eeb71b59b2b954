package io.isthmus.interop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Viewers of others in a real browser, with pages that come from another origin than the gateway.
 *
 * @param packages their node_modules
 * @param dicomweb root of the gateway
 */
record Viewers(Path packages, URI dicomweb) {
  /** Allows what comes from another port of this machine. */
  static final String ORIGINS = "/http:\\/\\/127\\.0\\.0\\.1:.*/";

  private static final Duration LIMIT = Duration.ofMinutes(5);

  /** So many studies are opened by one browser. */
  private static final int AT_ONCE = 20;

  static Viewers of(URI dicomweb) {
    return new Viewers(Peers.viewers(), dicomweb);
  }

  /** Runs a script of {@code src/test/viewers}. */
  Programs.Outcome run(String script, List<String> arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                "src/test/viewers/" + script,
                packages.toString(),
                dicomweb.toString().replaceAll("/$", "")));
    command.addAll(arguments);
    return Programs.outcome(command, LIMIT);
  }

  /** Has OHIF open studies, each with the sign that it must show. */
  void assertShown(List<String> studies) {
    for (int from = 0; from < studies.size(); from += AT_ONCE) {
      List<String> some = studies.subList(from, Math.min(from + AT_ONCE, studies.size()));
      Programs.Outcome outcome = run("ohif.mjs", some);

      assertThat(outcome.status()).as(outcome.output()).isZero();
      assertThat(outcome.output().lines())
          .hasSize(some.size())
          .allMatch(line -> line.contains("\"seen\":true") && line.contains("\"refused\":[]"));
    }
  }
}
