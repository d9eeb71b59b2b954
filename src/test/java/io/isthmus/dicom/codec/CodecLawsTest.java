package io.isthmus.dicom.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.isthmus.dicom.codec.ElementReader.Token;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every data set, tried on many that seeded generators make. */
class CodecLawsTest {
  private static final int ROUNDS = 400;

  static Stream<TransferSyntax> syntaxes() {
    return Stream.of(
        TransferSyntax.ImplicitVRLittleEndian,
        TransferSyntax.ExplicitVRLittleEndian,
        TransferSyntax.ExplicitVRBigEndian,
        TransferSyntax.DeflatedExplicitVRLittleEndian,
        TransferSyntax.JPEGLosslessSV1);
  }

  @ParameterizedTest
  @MethodSource("syntaxes")
  void whatIsWrittenIsReadAgain(TransferSyntax syntax) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      DataSet dataSet = new RandomDataSets(new Random(seed), syntax).next();
      byte[] bytes = DataSetWriter.encode(dataSet, syntax);

      assertThat(DataSetReader.read(bytes, syntax)).as("seed %d", seed).isEqualTo(dataSet);
      assertThat(DataSetReader.read(new ByteArrayInputStream(bytes), syntax))
          .as("seed %d, as a stream", seed)
          .isEqualTo(dataSet);
    }
  }

  @ParameterizedTest
  @MethodSource("syntaxes")
  void anyCutOfTheInputGivesTheSameTokens(TransferSyntax syntax) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      Random random = new Random(seed);
      byte[] bytes = DataSetWriter.encode(new RandomDataSets(random, syntax).next(), syntax);
      List<String> whole = tokens(ElementReader.of(bytes, syntax), bytes, bytes.length, random);
      int longest = 1 + random.nextInt(seed % 2 == 0 ? 7 : 3000);

      assertThat(tokens(ElementReader.fed(syntax), bytes, longest, random))
          .as("seed %d, fragments up to %d bytes", seed, longest)
          .isEqualTo(whole);
    }
  }

  /** Tokens with their facts; of the values a third is collected, a third streamed. */
  private static List<String> tokens(ElementReader reader, byte[] bytes, int longest, Random random)
      throws IOException {
    List<String> tokens = new ArrayList<>();
    int fed = 0;
    int chunks = 0;
    for (Token token = reader.next(); token != Token.END; token = reader.next()) {
      if (token == Token.NEED_INPUT) {
        int count = Math.min(bytes.length - fed, random.nextInt(longest + 1));
        reader.feed(ByteBuffer.wrap(bytes, fed, count));
        fed += count;
        if (fed == bytes.length) {
          reader.finish();
        }
        continue;
      }
      if (token == Token.CHUNK) {
        ByteBuffer chunk = reader.chunk();
        while (chunk.hasRemaining()) {
          chunks = 31 * chunks + chunk.get();
        }
        continue;
      }
      String value = token == Token.VALUE ? " " + Arrays.hashCode(reader.value()) : "";
      tokens.add(
          token
              + " "
              + Tag.format(reader.tag())
              + " "
              + reader.vr()
              + " "
              + reader.length()
              + "@"
              + reader.offset()
              + " "
              + reader.depth()
              + value
              + " "
              + chunks);
      if (token == Token.ELEMENT || token == Token.FRAGMENT) {
        switch (Math.floorMod(reader.tag() + reader.length(), 3)) {
          case 0 -> reader.collect();
          case 1 -> reader.stream();
          default -> {}
        }
      }
    }
    return tokens;
  }

  @ParameterizedTest
  @MethodSource("syntaxes")
  void aStreamReencodedIsWhatIsReadInMemory(TransferSyntax syntax) throws IOException {
    for (int seed = 0; seed < ROUNDS; seed++) {
      DataSet dataSet = new RandomDataSets(new Random(seed), syntax).next();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ExplicitReencoder.reencode(
          new ByteArrayInputStream(DataSetWriter.encode(dataSet, syntax)), syntax, out);

      assertThat(DataSetReader.read(out.toByteArray(), TransferSyntax.ExplicitVRLittleEndian))
          .as("seed %d", seed)
          .isEqualTo(dataSet);
    }
  }

  @ParameterizedTest
  @MethodSource("syntaxes")
  void whatIsLeftInTheSourceIsWhereItIsSaidToBe(TransferSyntax syntax) throws IOException {
    if (syntax.deflated() || syntax.bigEndian()) {
      return;
    }
    for (int seed = 0; seed < ROUNDS; seed++) {
      DataSet dataSet = new RandomDataSets(new Random(seed), syntax).next();
      byte[] bytes = DataSetWriter.encode(dataSet, syntax);
      DataSet located = DataSetReader.of(syntax).locatingAbove(16).readAll(bytes);
      for (Element element : located) {
        if (element instanceof Element.Located place && !place.encapsulated()) {
          byte[] there =
              Arrays.copyOfRange(
                  bytes, (int) place.offset(), (int) (place.offset() + place.length()));

          assertThat(dataSet.get(place.tag()))
              .as("seed %d", seed)
              .contains(new Element.Value(place.tag(), place.vr(), there));
        } else if (element instanceof Element.Located place) {
          byte[] items =
              Arrays.copyOfRange(
                  bytes, (int) place.offset(), (int) (place.offset() + place.length()));
          ByteArrayOutputStream again = new ByteArrayOutputStream();
          ElementWriter writer = new ElementWriter(again, syntax);
          writer.header(place.tag(), Vr.OB, -1);
          writer.bytes(items, 0, items.length, Vr.OB);
          writer.endSequence();
          writer.finish();

          assertThat(DataSetReader.read(again.toByteArray(), syntax).get(place.tag()))
              .as("seed %d", seed)
              .isEqualTo(dataSet.get(place.tag()));
        }
      }
    }
  }
}
