package io.isthmus.testpeer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The peer of other tests, against a bare socket: it must find what is wrong, and only that. */
@Timeout(30)
class ScriptedPeerTest {
  private static final byte[] REQUEST =
      Wire.associateRq("PACS", "ME", "1.2.840.10008.1.2", "1.2.840.10008.1.1");

  private static Socket connect(int port) throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), port);
  }

  private static byte[] pdu(Socket socket) throws IOException {
    DataInputStream in = new DataInputStream(socket.getInputStream());
    byte[] header = in.readNBytes(6);
    return Wire.join(header, in.readNBytes(Byte.toUnsignedInt(header[5]) | header[4] << 8));
  }

  @Test
  void aScriptThatIsFollowedFindsNothingWrong() throws IOException {
    try (ScriptedPeer peer =
            new ScriptedPeer(connection -> {
              connection.accept();
              connection.release();
            });
        Socket socket = connect(peer.port())) {
      socket.getOutputStream().write(REQUEST);
      assertThat(pdu(socket)[0]).isEqualTo((byte) Wire.A_ASSOCIATE_AC);
      socket.getOutputStream().write(Wire.releaseRq());
      assertThat(pdu(socket)).isEqualTo(Wire.releaseRp());
      assertThatCode(peer::finish).doesNotThrowAnyException();
    }
  }

  @Test
  void anotherPduThanTheExpectedOneIsFound() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(connection -> connection.expect(Wire.A_RELEASE_RQ));
        Socket socket = connect(peer.port())) {
      socket.getOutputStream().write(REQUEST);
      assertThatThrownBy(peer::finish)
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("the script failed");
    }
  }

  @Test
  void anAbortWithAnotherReasonIsFound() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(connection -> connection.expectAbort(2, 6));
        Socket socket = connect(peer.port())) {
      socket.getOutputStream().write(Wire.abort(2, 1));
      socket.shutdownOutput();
      assertThatThrownBy(peer::finish).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void aConnectionThatEndsTooEarlyIsFound() throws IOException {
    try (ScriptedPeer peer = new ScriptedPeer(ScriptedConnection::accept)) {
      connect(peer.port()).close();
      assertThatThrownBy(peer::finish).isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void eachConnectionHasTheScriptOfItsTurn() throws IOException {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            connection -> connection.send(new byte[] {1}),
            connection -> connection.send(new byte[] {2}))) {
      for (int turn = 1; turn <= 2; turn++) {
        try (Socket socket = connect(peer.port())) {
          assertThat(socket.getInputStream().read()).isEqualTo(turn);
        }
      }
      peer.finish();
    }
  }

  @Test
  void aDropIsAnEndAndAResetIsAnError() throws IOException {
    try (ScriptedPeer peer =
        new ScriptedPeer(
            ScriptedConnection::drop,
            connection -> {
              connection.read(1);
              connection.reset();
            })) {
      try (Socket dropped = connect(peer.port())) {
        assertThat(dropped.getInputStream().read()).isEqualTo(-1);
      }
      try (Socket reset = connect(peer.port())) {
        reset.getOutputStream().write(1);
        assertThatThrownBy(() -> reset.getInputStream().read()).isInstanceOf(SocketException.class);
      }
      peer.finish();
    }
  }

  @Test
  void aRepeatingPeerPlaysTheScriptOfTheMoment() throws IOException {
    try (RepeatingPeer peer = new RepeatingPeer(connection -> connection.send(new byte[] {1}))) {
      for (int i = 0; i < 2; i++) {
        try (Socket socket = connect(peer.port())) {
          assertThat(socket.getInputStream().read()).isEqualTo(1);
        }
      }
      peer.plays(connection -> connection.send(new byte[] {2}));
      try (Socket socket = connect(peer.port())) {
        assertThat(socket.getInputStream().read()).isEqualTo(2);
      }
    }
  }

  @Test
  void anAcceptanceAnswersEveryContextWithTheGivenResult() throws IOException {
    byte[] accepted = Wire.associateAc(REQUEST, 0);
    byte[] refused = Wire.associateAc(REQUEST, 0, 3);
    assertThat(accepted).hasSameSizeAs(refused).isNotEqualTo(refused);
    assertThat(accepted).containsSequence(Wire.hex("2100 0019 01 00 00 00 4000 0011"));
    assertThat(refused).containsSequence(Wire.hex("2100 0019 01 00 03 00 4000 0011"));
  }
}
