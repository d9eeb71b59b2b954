package io.isthmus.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The faults of a configuration whose single values are well formed: what does not go together. */
public final class ConfigProblems {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final Pattern PRIVATE =
      Pattern.compile("[0-9A-Fa-f]{3}[13579BDFbdf][1-9A-Fa-f][0-9A-Fa-f]{3}");
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1", "[::1]");

  private ConfigProblems() {}

  /**
   * Lists all faults, each with the key to change; none means that the gateway can start.
   *
   * @param httpHost value of {@code quarkus.http.host}
   * @param issuerConfigured whether bearer tokens are checked
   */
  public static List<String> of(GatewayConfig config, String httpHost, boolean issuerConfigured) {
    List<String> problems = new ArrayList<>();
    addPacsProblems(config, problems);
    addFederationProblems(config, problems);
    for (String tag : config.query().privateCreators().keySet()) {
      if (!PRIVATE.matcher(tag).matches()) {
        problems.add(
            "isthmus.query.private-creators."
                + tag
                + ": the tag of a private attribute has eight hexadecimal digits, its group is odd,"
                + " and its element is 1000 or more");
      }
    }
    if (!LOOPBACK.contains(httpHost) && !issuerConfigured && !config.security().open()) {
      problems.add(
          "quarkus.http.host="
              + httpHost
              + " would let other hosts in although nothing checks who calls: leave it at"
              + " localhost, or say isthmus.security.open=true");
    }
    problems.addAll(Bounds.problems(config));
    config
        .web()
        .publicBase()
        .filter(base -> base.getScheme() == null || base.getHost() == null)
        .ifPresent(base -> problems.add("isthmus.web.public-base is an absolute URL, not " + base));
    return problems;
  }

  /**
   * The same for {@code quarkus.http.proxy}, which trusts everybody where nobody is named (COM-01).
   *
   * @param anyProxy whether what is forwarded is believed, and no proxies are named
   */
  public static List<String> ofProxies(boolean anyProxy) {
    return anyProxy
        ? List.of(
            "quarkus.http.proxy.proxy-address-forwarding=true believes whoever sends: name the"
                + " addresses of your proxies in quarkus.http.proxy.trusted-proxies")
        : List.of();
  }

  private static void addPacsProblems(GatewayConfig config, List<String> problems) {
    Map<String, PacsConfig> pacs = config.pacs();
    for (String id : pacs.keySet()) {
      if (!ID.matcher(id).matches()) {
        problems.add(
            "isthmus.pacs."
                + id
                + ": an id has lower case letters, digits and hyphens, 63 at most");
      }
      if (pacs.get(id).passcode().isPresent() && pacs.get(id).userName().isEmpty()) {
        problems.add("isthmus.pacs." + id + ".passcode needs .user-name");
      }
      if (config.demo() && id.equals("demo")) {
        problems.add("isthmus.pacs.demo: this id is the demo PACS's own while isthmus.demo=true");
      }
    }
    if (pacs.isEmpty() && !config.demo()) {
      problems.add(
          "no PACS: set isthmus.pacs.{id}.ae-title, .host and .port, or isthmus.demo=true for the"
              + " embedded one");
    }
    int known = pacs.size() + (config.demo() ? 1 : 0);
    if (known > 1 && config.defaultPacs().isEmpty()) {
      problems.add("isthmus.default-pacs names one of " + known + " PACS");
    }
    config
        .defaultPacs()
        .filter(id -> !isPacs(config, id) && !isFederation(config, id))
        .ifPresent(id -> problems.add("isthmus.default-pacs=" + id + ": no PACS has this id"));
  }

  private static void addFederationProblems(GatewayConfig config, List<String> problems) {
    String id = config.federation().id();
    List<String> members = config.federation().members().orElse(List.of());
    for (String member : members) {
      if (!isPacs(config, member)) {
        problems.add("isthmus.federation.members: no PACS has the id " + member);
      }
    }
    if (!members.isEmpty() && Set.copyOf(members).size() < Math.max(2, members.size())) {
      problems.add("isthmus.federation.members names two or more PACS, each once");
    }
    if (!members.isEmpty() && (isPacs(config, id) || !ID.matcher(id).matches())) {
      problems.add(
          "isthmus.federation.id="
              + id
              + ": an id that no PACS has, of lower case letters, digits and hyphens");
    }
  }

  private static boolean isPacs(GatewayConfig config, String id) {
    return config.pacs().containsKey(id) || (config.demo() && id.equals("demo"));
  }

  private static boolean isFederation(GatewayConfig config, String id) {
    return config.federation().members().isPresent() && id.equals(config.federation().id());
  }
}
