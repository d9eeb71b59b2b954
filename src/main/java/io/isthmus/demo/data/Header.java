package io.isthmus.demo.data;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Uid;
import io.isthmus.dicom.data.Vr;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes attributes by keyword, so that a module reads as it does in PS3.3. Not thread safe. */
final class Header {
  private static final int DECIMALS = 6;

  private final DataSetBuilder builder;

  private Header(DataSetBuilder builder) {
    this.builder = builder;
  }

  /** An item, or a data set in the default repertoire. */
  static Header item() {
    return new Header(DataSet.builder());
  }

  /** A data set that starts as this one. */
  static Header from(DataSet start) {
    return new Header(start.toBuilder());
  }

  /** The same unique identifier for the same words (PS3.5 B.2). */
  static String uid(String words) {
    byte[] name = ("io.isthmus.demo/" + words).getBytes(StandardCharsets.UTF_8);
    return Uid.fromUuid(UUID.nameUUIDFromBytes(name));
  }

  /** Declares the character sets of the text that follows. */
  Header characterSets(List<String> terms) {
    if (!terms.isEmpty()) {
      builder.specificCharacterSet(terms.toArray(String[]::new));
    }
    return this;
  }

  /** Values of any text VR. */
  Header text(String keyword, String... values) {
    builder.text(tag(keyword), values);
    return this;
  }

  /** Values of any text VR, where a keyword would cost too much: once for every instance. */
  Header text(int tag, String... values) {
    builder.text(tag, values);
    return this;
  }

  /** Values of DS, likewise. */
  Header decimal(int tag, double... values) {
    return text(tag, Arrays.stream(values).mapToObj(Header::decimal).toArray(String[]::new));
  }

  /** Values of a binary VR, or of IS. */
  Header number(String keyword, long... values) {
    return numbers(
        keyword,
        Arrays.stream(values).mapToObj(Long::toString),
        Arrays.stream(values).asDoubleStream().toArray());
  }

  /** Values of DS, FL or FD. */
  Header decimal(String keyword, double... values) {
    return numbers(keyword, Arrays.stream(values).mapToObj(Header::decimal), values);
  }

  private Header numbers(String keyword, Stream<String> texts, double... values) {
    int tag = tag(keyword);
    Vr vr = Dictionary.vrOf(tag);
    if (vr.isText()) {
      builder.text(tag, texts.toArray(String[]::new));
      return this;
    }
    byte[] bytes = new byte[values.length * vr.wordSize()];
    ByteBuffer target = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (double value : values) {
      put(target, vr, value);
    }
    builder.put(new Element.Value(tag, vr, bytes));
    return this;
  }

  private static String decimal(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    return rounded.stripTrailingZeros().toPlainString();
  }

  private static void put(ByteBuffer bytes, Vr vr, double value) {
    if (vr == Vr.FD) {
      bytes.putDouble(value);
    } else if (vr == Vr.FL) {
      bytes.putFloat((float) value);
    } else if (vr.wordSize() == Integer.BYTES) {
      bytes.putInt((int) (long) value);
    } else {
      bytes.putShort((short) (long) value);
    }
  }

  /** Tags, as values of AT. */
  Header tags(String keyword, String... keywords) {
    builder.tags(tag(keyword), Arrays.stream(keywords).mapToInt(Header::tag).toArray());
    return this;
  }

  /** Bytes as they are. */
  Header bytes(String keyword, byte[] bytes) {
    int tag = tag(keyword);
    builder.put(new Element.Value(tag, Dictionary.vrOf(tag), bytes));
    return this;
  }

  /** A sequence. */
  Header items(String keyword, Header... items) {
    return items(keyword, List.of(items));
  }

  /** A sequence. */
  Header items(String keyword, List<Header> items) {
    builder.items(tag(keyword), items.stream().map(Header::build).toList());
    return this;
  }

  /** A code sequence of one item (PS3.3 8.8). */
  Header code(String keyword, Code code) {
    return items(keyword, code.item());
  }

  /** Attributes without a value (PS3.5 7.4.3). */
  Header empty(String... keywords) {
    for (String keyword : keywords) {
      builder.empty(tag(keyword));
    }
    return this;
  }

  /** Leaves attributes out after all. */
  Header without(String... keywords) {
    for (String keyword : keywords) {
      builder.remove(tag(keyword));
    }
    return this;
  }

  DataSet build() {
    return builder.build();
  }

  private static int tag(String keyword) {
    return Dictionary.byKeyword(keyword)
        .orElseThrow(() -> new IllegalArgumentException("no attribute is called " + keyword))
        .tag();
  }
}
