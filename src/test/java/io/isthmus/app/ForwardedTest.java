package io.isthmus.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.Requirement;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a proxy says of the address that clients know, and what a stranger says. */
@QuarkusTest
@TestProfile(EveryRouteTest.WithLogAndViewers.class)
@Timeout(60)
class ForwardedTest {
  private static final String ROOT = "/pacs/demo/dicomweb/studies";
  private static final String PROXY = "127.0.0.2";
  private static final String STRANGER = "127.0.0.1";
  private static final Pattern BULK_DATA = Pattern.compile("\"BulkDataURI\":\"([^\"]+)");

  @TestHTTPResource("/")
  URI server;

  @ParameterizedTest
  @CsvSource({
    "Forwarded, 'for=1.2.3.4;proto=https;host=gw.example', https://gw.example",
    "Forwarded, 'host=\"gw.example:444\"', http://gw.example:444",
    "Forwarded, 'host=\"[2001:db8::7]:444\";proto=https', https://[2001:db8::7]:444",
    "X-Forwarded-Host, gw.example, http://gw.example",
    "X-Forwarded-Host, gw.example:444, http://gw.example:444",
    "X-Forwarded-Host, '[2001:db8::7]', http://[2001:db8::7]",
    "X-Forwarded-Proto, https, https://127.0.0.1",
    "X-Forwarded-Port, 444, http://127.0.0.1:444",
    "X-Forwarded-Port, 80, http://127.0.0.1",
    "X-Forwarded-Prefix, /imaging/a-b, OWN/imaging/a-b",
    "X-Forwarded-Prefix, imaging/, OWN/imaging"
  })
  @Requirement("COM-01")
  void onlyATrustedProxyChangesTheAddressesThatAreGivenOut(String header, String value, String told)
      throws Exception {
    assertThat(addresses(PROXY, header, value))
        .allMatch(url -> url.startsWith(told.replace("OWN", own(STRANGER)) + ROOT + "/"));
    assertThat(addresses(STRANGER, header, value))
        .allMatch(url -> url.startsWith(own(STRANGER) + ROOT + "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "127.0.0.2, true",
    "127.0.0.3, true",
    "127.0.0.4, false",
    "127.0.0.9, true",
    "127.0.0.10, false"
  })
  @Requirement("COM-01")
  void aProxyIsTrustedByItsAddressOrItsNetwork(String sender, boolean trusted) throws Exception {
    assertThat(base(sender, "X-Forwarded-Host", "gw.example"))
        .isEqualTo(trusted ? "http://gw.example" : own(STRANGER));
  }

  @Test
  @Requirement("COM-01")
  void theSameHoldsForAddressesOfVersionSix() throws Exception {
    Assumptions.assumeTrue(
        reachable("::1"), "this machine has no addresses of version 6 (net.ipv6.conf.lo)");
    assertThat(base("::1", "X-Forwarded-Host", "gw.example")).isEqualTo("http://gw.example");
    Optional<String> other = otherOfVersionSix();
    Assumptions.assumeTrue(other.isPresent(), "this machine has no second address of version 6");
    assertThat(base(other.get(), "X-Forwarded-Host", "gw.example")).isEqualTo(own(other.get()));
  }

  /** Each proxy adds itself behind those before it, so that the first is what the client asked. */
  @ParameterizedTest
  @CsvSource({
    "Forwarded, 'for=1.2.3.4;proto=https;host=gw.example, for=10.0.0.1;host=in.example;proto=http',"
        + " https://gw.example",
    "X-Forwarded-Host, 'gw.example, in.example', http://gw.example",
    "X-Forwarded-Proto, 'https, http', https://127.0.0.1",
    "X-Forwarded-Prefix, '/outer, /inner', OWN/outer"
  })
  @Requirement("COM-01")
  void ofAChainOfProxiesTheOneNextToTheClientCounts(String header, String value, String told)
      throws Exception {
    assertThat(base(PROXY, header, value)).isEqualTo(told.replace("OWN", own(STRANGER)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gw.example\"><b>",
        "user@gw.example",
        "gw.example/path",
        "a b",
        "[::1",
        "gw.example\\@evil",
        ":444"
      })
  @Requirement("COM-01")
  void aHostThatIsNoneIsRefusedAndStandsNowhere(String host) throws Exception {
    for (String header : List.of("X-Forwarded-Host", "Forwarded")) {
      String value = header.equals("Forwarded") ? "host=" + host : host;
      HttpResponse<String> answer = ask(PROXY, ROOT, header, value);

      // What the pattern of Forwarded ends at a quote or a comma may be a host before it.
      if (answer.statusCode() == 200) {
        assertThat(answer.body()).doesNotContain("<b>", "evil", "@");
      } else {
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body() + answer.headers().map()).doesNotContain(host);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Proto, javascript",
    "X-Forwarded-Port, 99999",
    "X-Forwarded-Port, -1",
    "X-Forwarded-Prefix, '/x\"><b>'",
    "X-Forwarded-Prefix, /a b",
    "X-Forwarded-Prefix, /x?y=z",
    "X-Forwarded-Prefix, /x/../..",
    "X-Forwarded-Prefix, '/x%0d%0aSet-Cookie:a=b'",
    "Forwarded, proto=javascript"
  })
  @Requirement("COM-01")
  void whatCannotStandInAnAddressIsLeftOut(String header, String value) throws Exception {
    assertThat(base(PROXY, header, value)).isIn(own(STRANGER), "http://127.0.0.1");
  }

  /** What every address of the first study begins with. */
  private String base(String sender, String header, String value) throws Exception {
    HttpResponse<String> answer = ask(sender, ROOT + "?limit=1", header, value);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    String url = JsonPath.from(answer.body()).getString("[0].'00081190'.Value[0]");
    return url.substring(0, url.indexOf(ROOT));
  }

  /** Every RetrieveURL of a search, and every BulkDataURI of the first study that it finds. */
  private List<String> addresses(String sender, String header, String value) throws Exception {
    String found = ask(sender, ROOT, header, value).body();
    List<String> urls = JsonPath.from(found).getList("'00081190'.Value[0]", String.class);
    String first = urls.getFirst();
    String metadata =
        ask(sender, first.substring(first.indexOf(ROOT)) + "/metadata", header, value).body();
    List<String> values =
        BULK_DATA.matcher(metadata).results().map((MatchResult match) -> match.group(1)).toList();
    assertThat(values).isNotEmpty();
    return Stream.concat(urls.stream(), values.stream()).toList();
  }

  private String own(String address) {
    return "http://" + written(address) + ":" + server.getPort();
  }

  private static String written(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  /** The gateway is asked at the one address of version 4, or at the sender's own. */
  private HttpResponse<String> ask(String sender, String path, String header, String value)
      throws IOException, InterruptedException {
    String own = own(sender.contains(":") ? sender : STRANGER);
    try (HttpClient client =
        HttpClient.newBuilder().localAddress(InetAddress.getByName(sender)).build()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(own + path))
              .header("Accept", "application/dicom+json")
              .header(header, value)
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static boolean reachable(String address) throws IOException {
    return NetworkInterface.getByInetAddress(InetAddress.getByName(address)) != null;
  }

  private static Optional<String> otherOfVersionSix() throws IOException {
    List<InetAddress> all = new ArrayList<>();
    NetworkInterface.networkInterfaces().forEach(one -> one.inetAddresses().forEach(all::add));
    return all.stream()
        .filter(one -> one instanceof Inet6Address && !one.isLoopbackAddress())
        .filter(one -> !one.isLinkLocalAddress())
        .map(one -> one.getHostAddress().replaceFirst("%.*", ""))
        .findFirst();
  }
}
