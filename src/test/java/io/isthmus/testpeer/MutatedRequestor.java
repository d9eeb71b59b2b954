package io.isthmus.testpeer;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Opens connection after connection to a server under test, and says on each what a requestor would
 * say, with some of the bytes made others. The server must end every connection, whatever came.
 */
public final class MutatedRequestor {
  private static final int PATIENCE_MILLIS = 10_000;
  private static final int MOST_MUTATIONS = 64;
  private static final String VERIFICATION = "1.2.840.10008.1.1";

  private final int port;
  private final RandomGenerator random;
  private final List<byte[]> pdus;
  private long mutated;
  private long connections;

  /**
   * Turns to a server of AE PACS that serves verification.
   *
   * @param seed decides all that is said
   */
  public MutatedRequestor(int port, long seed) {
    this.port = port;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    byte[] echo =
        Wire.command(
            Wire.ui(0x0002, VERIFICATION),
            Wire.us(0x0100, 0x0030),
            Wire.us(0x0110, 1),
            Wire.us(0x0800, 0x0101));
    this.pdus =
        List.of(
            Wire.associateRq("PACS", "SCRIPT", "1.2.840.10008.1.2", VERIFICATION),
            Wire.data(1, Wire.LAST_COMMAND, echo),
            Wire.pdu(
                Wire.P_DATA_TF,
                Wire.pdv(1, Wire.COMMAND, new byte[0]),
                Wire.pdv(1, Wire.LAST_COMMAND, echo)),
            Wire.releaseRq());
  }

  /** Bytes that were made others until now. */
  public long mutated() {
    return mutated;
  }

  /** Connections that the server ended until now. */
  public long connections() {
    return connections;
  }

  /**
   * One connection.
   *
   * @throws IOException if none could be opened, or the server did not end it in 10 s
   */
  public void connect() throws IOException {
    // Most leave the request alone, so that what is behind it is read at all.
    byte[] said = Wire.join(pdus.toArray(byte[][]::new));
    int from = random.nextInt(3) == 0 ? 0 : pdus.getFirst().length;
    int count = 1 + random.nextInt(MOST_MUTATIONS);
    for (int i = 0; i < count; i++) {
      said[from + random.nextInt(said.length - from)] = (byte) value();
    }
    mutated += count;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      // By a reset at the end: many thousand connections would else keep all ports busy.
      socket.setSoLinger(true, 0);
      say(socket, said);
    }
    connections++;
  }

  private void say(Socket socket, byte[] said) throws IOException {
    try {
      socket.getOutputStream().write(said);
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      byte[] answers = new byte[4096];
      while (in.read(answers) >= 0) {
        // answers are of no interest, only that they end
      }
    } catch (SocketException ended) {
      // By a reset: the server closed before it had read all.
    }
  }

  /** Bytes at the edges of ranges break more than others. */
  private int value() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> 0xFF;
      case 2 -> random.nextInt(8);
      default -> random.nextInt(256);
    };
  }
}
