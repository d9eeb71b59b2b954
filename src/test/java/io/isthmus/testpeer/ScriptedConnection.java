package io.isthmus.testpeer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** One connection of a scripted peer; a script calls these one after the other. */
public final class ScriptedConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 15_000;

  private final Socket socket;
  private final DataInputStream in;

  /** Takes an open connection. */
  ScriptedConnection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.in = new DataInputStream(socket.getInputStream());
  }

  /** Connects to a server under test. */
  public static ScriptedConnection to(int port) throws IOException {
    return new ScriptedConnection(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Sends the first so many of the bytes. */
  public void sendPart(byte[] bytes, int count) throws IOException {
    socket.getOutputStream().write(bytes, 0, count);
  }

  /** Reads one whole PDU and sees that it is of a type; gives all of its bytes. */
  public byte[] expect(int type) throws IOException {
    byte[] header = new byte[6];
    in.readFully(header);
    byte[] body = new byte[ByteBuffer.wrap(header).getInt(2)];
    in.readFully(body);
    byte[] pdu = Wire.join(header, body);
    assertThat((int) header[0]).as("type of PDU %s", Arrays.toString(pdu)).isEqualTo(type);
    return pdu;
  }

  /** Reads so many bytes. */
  public byte[] read(int count) throws IOException {
    byte[] bytes = new byte[count];
    in.readFully(bytes);
    return bytes;
  }

  /** Reads a message that is one command without a data set, in one P-DATA-TF. */
  public byte[] expectCommand() throws IOException {
    byte[] pdu = expect(Wire.P_DATA_TF);
    assertThat(pdu[11] & 3).as("control header").isEqualTo(Wire.LAST_COMMAND);
    return Arrays.copyOfRange(pdu, 12, pdu.length);
  }

  /** Reads a message with a data set, each in one P-DATA-TF; gives the command. */
  public byte[] expectCommandAndData() throws IOException {
    byte[] command = expectCommand();
    expect(Wire.P_DATA_TF);
    return command;
  }

  /** Accepts the association, every context in its first transfer syntax. */
  public void accept() throws IOException {
    accept(16384);
  }

  /** The same, announcing a maximum length. */
  public void accept(int maxPduLength) throws IOException {
    send(Wire.associateAc(expect(Wire.A_ASSOCIATE_RQ), maxPduLength));
  }

  /** Answers the release. */
  public void release() throws IOException {
    expect(Wire.A_RELEASE_RQ);
    send(Wire.releaseRp());
  }

  /** Says nothing until the other side closes; gives what it had sent. */
  public byte[] awaitClose() throws IOException {
    try {
      return in.readAllBytes();
    } catch (SocketException | EOFException reset) {
      return new byte[0];
    }
  }

  /** Sees that an A-ABORT comes, with what it says, and then the close. */
  public void expectAbort(int source, int reason) throws IOException {
    byte[] pdu = expect(Wire.A_ABORT);
    assertThat(new int[] {pdu[8], pdu[9]}).as("source, reason").containsExactly(source, reason);
    assertThat(awaitClose()).isEmpty();
  }

  /** Closes in order. */
  public void drop() throws IOException {
    socket.close();
  }

  /** Closes by a TCP reset. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  /** Says that nothing more comes, and goes on to read. */
  public void halfClose() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
