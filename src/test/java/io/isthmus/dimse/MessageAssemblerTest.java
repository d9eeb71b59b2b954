package io.isthmus.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.isthmus.testpeer.Wire;
import io.isthmus.ul.AcceptedContext;
import io.isthmus.ul.Pdv;
import io.isthmus.ul.net.AssociationException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MessageAssemblerTest {
  private static final byte[] FIND_RSP =
      Wire.command(
          Wire.us(0x0100, 0x8020), Wire.us(0x0120, 5), Wire.us(0x0800, 0), Wire.us(0x0900, 0xFF00));
  private static final byte[] ECHO_RSP =
      Wire.command(
          Wire.us(0x0100, 0x8030), Wire.us(0x0120, 6), Wire.us(0x0800, 0x0101), Wire.us(0x0900, 0));

  private static final class Pieces implements PdvChannel {
    private final Queue<Pdv> pieces;

    Pieces(Pdv... pieces) {
      this.pieces = new ArrayDeque<>(List.of(pieces));
    }

    @Override
    public @Nullable Pdv receive() {
      return pieces.poll();
    }

    @Override
    public Optional<AcceptedContext> context(int id) {
      return id <= 3
          ? Optional.of(new AcceptedContext(id, "1.2.3", "1.2.840.10008.1.2"))
          : Optional.empty();
    }

    @Override
    public AssociationException protocolError(String fact, @Nullable Throwable cause) {
      return AssociationException.protocolError(fact, cause);
    }
  }

  private static Pdv command(int context, boolean last, byte[] bytes, int from, int to) {
    return new Pdv(context, true, last, ByteBuffer.wrap(bytes, from, to - from));
  }

  private static Pdv command(byte[] bytes) {
    return command(1, true, bytes, 0, bytes.length);
  }

  private static Pdv data(int context, boolean last, String text) {
    return new Pdv(context, false, last, ByteBuffer.wrap(Wire.ascii(text)));
  }

  private static String read(ReceivedMessage message) throws IOException {
    StringBuilder text = new StringBuilder();
    DataStream data = message.data();
    assertThat(data).isNotNull();
    for (ByteBuffer next = data.next(); next != null; next = data.next()) {
      while (next.hasRemaining()) {
        text.append((char) next.get());
      }
      text.append('|');
    }
    return text.toString();
  }

  @Test
  void aCommandMayComeInAnyNumberOfPieces() throws IOException {
    for (int cut = 0; cut <= FIND_RSP.length; cut++) {
      MessageAssembler assembler =
          new MessageAssembler(
              new Pieces(
                  command(1, false, FIND_RSP, 0, cut),
                  command(1, true, FIND_RSP, cut, FIND_RSP.length),
                  data(1, true, "identifier")));
      ReceivedMessage message = assembler.next();
      assertThat(message).isNotNull();
      assertThat(message.message())
          .isEqualTo(new DimseMessage.CFindRsp(5, "", DimseStatus.PENDING));
      assertThat(read(message)).isEqualTo("identifier|");
    }
  }

  @Test
  void emptyPiecesAreLegalAndSayNothing() throws IOException {
    MessageAssembler assembler =
        new MessageAssembler(
            new Pieces(
                command(FIND_RSP),
                data(1, false, ""),
                data(1, false, "ab"),
                data(1, false, ""),
                data(1, true, "")));
    assertThat(read(assembler.next())).isEqualTo("ab|");
  }

  @Test
  void dataThatNobodyReadArePassedOverBeforeTheNextMessage() throws IOException {
    MessageAssembler assembler =
        new MessageAssembler(
            new Pieces(
                command(FIND_RSP),
                data(1, false, "first"),
                data(1, true, "second"),
                command(ECHO_RSP)));
    ReceivedMessage first = assembler.next();
    assertThat(first.data().next()).isNotNull();
    ReceivedMessage second = assembler.next();
    assertThat(second.message()).isInstanceOf(DimseMessage.CEchoRsp.class);
    assertThat(second.data()).isNull();
    assertThat(assembler.next()).isNull();
  }

  @Test
  void whatBreaksTheRulesOfAnnexEIsAProtocolError() {
    List<Pdv[]> wrong =
        List.of(
            new Pdv[] {data(1, true, "data before a command")},
            new Pdv[] {command(5, true, ECHO_RSP, 0, ECHO_RSP.length)}, // not accepted
            new Pdv[] {command(1, false, ECHO_RSP, 0, 4), command(3, true, ECHO_RSP, 4, 8)},
            new Pdv[] {command(1, false, ECHO_RSP, 0, 4)}, // release inside a command
            new Pdv[] {command(1, false, ECHO_RSP, 0, 4), data(1, true, "data")},
            new Pdv[] {command(FIND_RSP), command(FIND_RSP)},
            new Pdv[] {command(FIND_RSP), data(3, true, "other context")},
            new Pdv[] {command(FIND_RSP), data(1, false, "release follows")},
            new Pdv[] {command(Wire.hex("0102 0304"))});
    for (Pdv[] pieces : wrong) {
      MessageAssembler assembler = new MessageAssembler(new Pieces(pieces));
      assertThatThrownBy(
              () -> {
                while (assembler.next() != null) {
                  // until the error
                }
              })
          .as(Arrays.toString(pieces))
          .isInstanceOfSatisfying(
              AssociationException.class,
              e -> assertThat(e.reason()).isEqualTo(AssociationException.Reason.PROTOCOL_ERROR));
    }
  }
}
