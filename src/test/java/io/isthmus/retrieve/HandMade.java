package io.isthmus.retrieve;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.isthmus.archive.Arrival;
import io.isthmus.archive.Arrivals;
import io.isthmus.archive.ArrivingInstance;
import io.isthmus.archive.RetrieveScope;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;

/** An instance whose data set is put together byte by byte, apart from the code under test. */
public final class HandMade {
  public static final String CT = "1.2.840.10008.5.1.4.1.1.2";
  public static final String STUDY = "1.2.3";
  public static final String SERIES = "1.2.3.4";

  private final String sopClass;
  private final String sop;
  private final String study;
  private final String series;
  private final TransferSyntax syntax;
  private final byte[] bytes;

  public HandMade(
      String sopClass,
      String sop,
      String study,
      String series,
      TransferSyntax syntax,
      byte[] bytes) {
    this.sopClass = sopClass;
    this.sop = sop;
    this.study = study;
    this.series = series;
    this.syntax = syntax;
    this.bytes = bytes;
  }

  /** A native instance of the study and series above. */
  public static HandMade instance(String sop, byte[] pixels) {
    return instance(sop, TransferSyntax.ExplicitVRLittleEndian, pixels);
  }

  public static HandMade instance(String sop, TransferSyntax syntax, byte[] pixels) {
    return of(STUDY, SERIES, sop, syntax, pixels);
  }

  /**
   * The five elements that matter here; pixels are one fragment where the syntax is encapsulated.
   */
  public static HandMade of(
      String study, String series, String sop, TransferSyntax syntax, byte[] pixels) {
    Encoder encoder = begin(study, series, sop, syntax);
    if (syntax.encapsulated()) {
      encoder.fragments(pixels);
    } else {
      encoder.element(Tag.PixelData, "OW", pixels);
    }
    return new HandMade(CT, sop, study, series, syntax, encoder.bytes());
  }

  /** The identifiers of an instance of the study and series above; more elements may follow. */
  public static Encoder begin(String sop, TransferSyntax syntax) {
    return begin(STUDY, SERIES, sop, syntax);
  }

  /** What was begun, as it is now. */
  public static HandMade made(String sop, TransferSyntax syntax, Encoder encoder) {
    return new HandMade(CT, sop, STUDY, SERIES, syntax, encoder.bytes());
  }

  private static Encoder begin(String study, String series, String sop, TransferSyntax syntax) {
    Encoder encoder = new Encoder(syntax);
    encoder.uid(Tag.SOPClassUID, CT);
    encoder.uid(Tag.SOPInstanceUID, sop);
    encoder.uid(Tag.StudyInstanceUID, study);
    encoder.uid(Tag.SeriesInstanceUID, series);
    return encoder;
  }

  /** Bytes that differ from instance to instance. */
  public static byte[] pixels(int length, int mark) {
    byte[] pixels = new byte[length];
    for (int i = 0; i < length; i++) {
      pixels[i] = (byte) (i * 31 + mark);
    }
    return pixels;
  }

  public String sopClass() {
    return sopClass;
  }

  public String sop() {
    return sop;
  }

  public String study() {
    return study;
  }

  public String series() {
    return series;
  }

  public TransferSyntax syntax() {
    return syntax;
  }

  /** The data set, not a copy of it. */
  public byte[] bytes() {
    return bytes;
  }

  /** This instance alone. */
  public RetrieveScope scope() {
    return RetrieveScope.instance(study, series, sop);
  }

  public ArrivingInstance announcement() {
    return new ArrivingInstance(sopClass, sop, syntax);
  }

  /** Arrives whole, in fragments of the given size. */
  public void arrive(Arrivals arrivals, int fragment) throws IOException {
    Arrival arrival = arrivals.begin(announcement());
    append(arrival, 0, bytes.length, fragment);
    arrival.complete();
  }

  public void append(Arrival arrival, int from, int to, int fragment) throws IOException {
    for (int at = from; at < to; at += fragment) {
      arrival.append(ByteBuffer.wrap(bytes, at, Math.min(fragment, to - at)));
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandMade that
        && sop.equals(that.sop)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return sop.hashCode();
  }

  @Override
  public String toString() {
    return sop + " in " + bytes.length + " bytes of " + syntax;
  }

  /** Writes elements as PS3.5 7.1 and A.4 lay them out. */
  public static final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final TransferSyntax syntax;

    public Encoder(TransferSyntax syntax) {
      this.syntax = syntax;
    }

    public void uid(int tag, String uid) {
      element(tag, "UI", (uid.length() % 2 == 0 ? uid : uid + "\0").getBytes(US_ASCII));
    }

    public void text(int tag, String vr, String text) {
      element(tag, vr, (text.length() % 2 == 0 ? text : text + " ").getBytes(US_ASCII));
    }

    /** A US element of one value. */
    public void number(int tag, int value) {
      element(tag, "US", ByteBuffer.allocate(2).order(order()).putShort((short) value).array());
    }

    /** An element with a value; words are the caller's to order. */
    public void element(int tag, String vr, byte[] value) {
      header(tag, vr, value.length);
      out.writeBytes(value);
    }

    /** The header of an element; -1 for a length that is not stated. */
    public void header(int tag, String vr, int length) {
      boolean large = vr.equals("OW") || vr.equals("OB") || vr.equals("SQ") || vr.equals("UN");
      ByteBuffer header = ByteBuffer.allocate(12).order(order());
      header.putShort((short) (tag >>> 16)).putShort((short) tag);
      if (!syntax.explicitVr()) {
        header.putInt(length);
      } else if (large) {
        header.put(vr.getBytes(US_ASCII)).putShort((short) 0).putInt(length);
      } else {
        header.put(vr.getBytes(US_ASCII)).putShort((short) length);
      }
      out.write(header.array(), 0, header.position());
    }

    /** An item, or one of the delimiters (PS3.5 7.5). */
    public void item(int tag, int length) {
      ByteBuffer header = ByteBuffer.allocate(8).order(order());
      header.putShort((short) (tag >>> 16)).putShort((short) tag).putInt(length);
      out.writeBytes(header.array());
    }

    /** Pixel data as an empty offset table and one fragment. */
    public void fragments(byte[] fragment) {
      fragments(List.of(fragment), List.of());
    }

    /** Pixel data as an offset table and fragments of even length. */
    public void fragments(List<byte[]> fragments, List<Integer> offsets) {
      header(Tag.PixelData, "OB", -1);
      item(0xFFFEE000, 4 * offsets.size());
      for (int offset : offsets) {
        out.writeBytes(ByteBuffer.allocate(4).order(order()).putInt(offset).array());
      }
      for (byte[] fragment : fragments) {
        item(0xFFFEE000, fragment.length);
        out.writeBytes(fragment);
      }
      item(0xFFFEE0DD, 0);
    }

    public byte[] bytes() {
      return syntax.deflated() ? deflate(out.toByteArray()) : out.toByteArray();
    }

    private ByteOrder order() {
      return syntax.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    private static byte[] deflate(byte[] plain) {
      Deflater deflater = new Deflater(6, true);
      deflater.setInput(plain);
      deflater.finish();
      byte[] deflated = new byte[plain.length + 100];
      int length = deflater.deflate(deflated);
      deflater.end();
      return Arrays.copyOf(deflated, length + length % 2);
    }
  }
}
