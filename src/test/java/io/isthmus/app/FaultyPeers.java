package io.isthmus.app;

import io.isthmus.interop.Programs;
import io.isthmus.testpeer.RepeatingPeer;
import io.isthmus.testpeer.ScriptedConnection;
import io.isthmus.testpeer.ScriptedPeer.Script;
import io.isthmus.testpeer.Wire;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A PACS for each way in which one can fail, each of hand-written bytes on a port of its own, and
 * each can be healed.
 */
public final class FaultyPeers implements QuarkusTestResourceLifecycleManager {
  /** Where the recipes of the pool put the Study Root FIND class. */
  private static final int FIND = 3;

  private static final Map<String, RepeatingPeer> PEERS = new LinkedHashMap<>();

  static final Map<String, Script> FAULTS =
      Map.ofEntries(
          Map.entry("rejects-for-good", refusal(Wire.reject(1, 1, 7))),
          Map.entry("rejects-for-now", refusal(Wire.reject(2, 3, 2))),
          Map.entry("aborts-at-once", refusal(Wire.abort(2, 0))),
          Map.entry(
              "speaks-http",
              refusal("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII))),
          Map.entry("sends-a-huge-pdu", refusal(Wire.hex("0200 7fffffff 0000"))),
          Map.entry("says-nothing", ScriptedConnection::awaitClose),
          Map.entry("closes-at-once", ScriptedConnection::drop),
          Map.entry("falls-silent", inFind(ScriptedConnection::awaitClose)),
          Map.entry("aborts-in-a-find", inFind(peer -> peer.send(Wire.abort(2, 1)))),
          Map.entry("resets-in-a-find", inFind(ScriptedConnection::reset)),
          Map.entry("answers-a700", new FinalStatus(0xA700)),
          Map.entry("answers-a900", new FinalStatus(0xA900)),
          Map.entry("answers-c001", new FinalStatus(0xC001)),
          Map.entry("answers-0122", new FinalStatus(0x0122)),
          Map.entry("answers-0124", new FinalStatus(0x0124)),
          Map.entry(
              "sends-half-a-match",
              inFind((peer, id) -> {
                peer.send(
                    Wire.join(
                        response(id, 0xFF00, true),
                        Wire.data(FIND, Wire.LAST_DATA, Wire.hex("2000 0d00 5549 ff00 312e"))));
                peer.awaitClose();
              })),
          Map.entry(
              "answers-another-message",
              inFind((peer, id) -> {
                peer.send(response(id + 1, 0x0000, false));
                peer.awaitClose();
              })));

  /** Makes a PACS answer searches with success and no match. */
  static void heal(String id) {
    if (FAULTS.get(id) instanceof FinalStatus onOpenAssociations) {
      onOpenAssociations.status = 0x0000;
    }
    PEERS.get(id).plays(new FinalStatus(0x0000));
  }

  @Override
  public Map<String, String> start() {
    Map<String, String> settings = new HashMap<>();
    FAULTS.forEach((id, script) -> {
      PEERS.put(id, new RepeatingPeer(script));
      addPacs(settings, id, PEERS.get(id).port());
    });
    RepeatingPeer closed = new RepeatingPeer(ScriptedConnection::drop);
    addPacs(settings, "is-not-there", closed.port());
    closed.close();
    settings.put("isthmus.demo", "false");
    settings.put("isthmus.default-pacs", "is-not-there");
    settings.put("isthmus.dimse.port", Integer.toString(Programs.freePort()));
    settings.put("isthmus.dimse.connect-timeout", "1s");
    settings.put("isthmus.dimse.associate-timeout", "500ms");
    settings.put("isthmus.dimse.response-timeout", "500ms");
    return settings;
  }

  @Override
  public void stop() {
    PEERS.values().forEach(RepeatingPeer::close);
    PEERS.clear();
  }

  private static void addPacs(Map<String, String> settings, String id, int port) {
    settings.put("isthmus.pacs." + id + ".ae-title", "SECRET");
    settings.put("isthmus.pacs." + id + ".host", "127.0.0.1");
    settings.put("isthmus.pacs." + id + ".port", Integer.toString(port));
    settings.put("isthmus.pacs." + id + ".max-associations", "1");
  }

  private static Script refusal(byte[] answer) {
    return peer -> {
      peer.expect(Wire.A_ASSOCIATE_RQ);
      peer.send(answer);
      peer.awaitClose();
    };
  }

  private static Script inFind(Script then) {
    return inFind((peer, id) -> then.play(peer));
  }

  private static Script inFind(Answer then) {
    return peer -> {
      peer.accept();
      then.to(peer, messageId(peer.expectCommandAndData()));
    };
  }

  private static byte[] response(int messageId, int status, boolean data) {
    return Wire.data(
        FIND,
        Wire.LAST_COMMAND,
        Wire.command(
            Wire.us(0x0100, 0x8020),
            Wire.us(0x0120, messageId),
            Wire.us(0x0800, data ? 1 : 0x0101),
            Wire.us(0x0900, status)));
  }

  /** The value of (0000,0110) in a command set. */
  private static int messageId(byte[] command) {
    for (int i = 0; i + 10 <= command.length; i++) {
      if (command[i] == 0
          && command[i + 1] == 0
          && command[i + 2] == 0x10
          && command[i + 3] == 0x01
          && command[i + 4] == 2) {
        return (command[i + 8] & 0xFF) | (command[i + 9] & 0xFF) << 8;
      }
    }
    throw new AssertionError("a request without Message ID");
  }

  /** Answers every search with a final status. */
  private static final class FinalStatus implements Script {
    private volatile int status;

    FinalStatus(int status) {
      this.status = status;
    }

    @Override
    public void play(ScriptedConnection peer) throws IOException {
      peer.accept();
      while (true) {
        peer.send(response(messageId(peer.expectCommandAndData()), status, false));
      }
    }
  }

  private interface Answer {
    void to(ScriptedConnection peer, int messageId) throws IOException;
  }
}
