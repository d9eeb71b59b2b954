package io.isthmus.dicom.codec;

import io.isthmus.dicom.charset.CharacterSets;
import io.isthmus.dicom.codec.ElementReader.Token;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.DataSetBuilder;
import io.isthmus.dicom.data.Dictionary;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/**
 * Reads whole data sets into memory: identifiers, commands, headers. Immutable; the methods without
 * an argument of their own read everything. Of elements that come twice the first one counts, and
 * elements out of order are put in order.
 */
public final class DataSetReader {
  private final TransferSyntax syntax;
  private final long longest;
  private final int stop;

  private DataSetReader(TransferSyntax syntax, long longest, int stop) {
    this.syntax = syntax;
    this.longest = longest;
    this.stop = stop;
  }

  /** A reader of this syntax that reads everything. */
  public static DataSetReader of(TransferSyntax syntax) {
    return new DataSetReader(syntax, Long.MAX_VALUE, -1);
  }

  /**
   * A reader that leaves encapsulated pixel data and values of bytes longer than this in the
   * source, as {@link Element.Located}.
   */
  public DataSetReader locatingAbove(long bytes) {
    return new DataSetReader(syntax, bytes, stop);
  }

  /** A reader that stops before the first element of the data set with this tag or a higher one. */
  public DataSetReader before(int tag) {
    return new DataSetReader(syntax, longest, tag);
  }

  /** Reads a stream to its end, or to where it is told to stop. */
  public DataSet readAll(InputStream in) throws IOException {
    return new Reading(ElementReader.of(in, syntax)).dataSet();
  }

  /** Reads bytes in memory. */
  public DataSet readAll(byte[] bytes) throws MalformedDicomException {
    return readAll(bytes, 0, bytes.length);
  }

  /** Reads a range of bytes in memory. */
  public DataSet readAll(byte[] bytes, int from, int to) throws MalformedDicomException {
    try {
      return new Reading(ElementReader.of(bytes, from, to, syntax)).dataSet();
    } catch (MalformedDicomException e) {
      throw e;
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot fail to be read", e);
    }
  }

  /** Reads a whole data set from a stream. */
  public static DataSet read(InputStream in, TransferSyntax syntax) throws IOException {
    return of(syntax).readAll(in);
  }

  /** Reads a whole data set from memory. */
  public static DataSet read(byte[] bytes, TransferSyntax syntax) throws MalformedDicomException {
    return of(syntax).readAll(bytes);
  }

  /** Reads a whole data set from the remaining bytes of a buffer. */
  public static DataSet read(ByteBuffer bytes, TransferSyntax syntax)
      throws MalformedDicomException {
    byte[] copy = new byte[bytes.remaining()];
    bytes.duplicate().get(copy);
    return read(copy, syntax);
  }

  /** One reading from the first token to the last. */
  private final class Reading {
    private final ElementReader reader;
    private final SignedElements signed = new SignedElements();

    Reading(ElementReader reader) {
      this.reader = reader;
    }

    DataSet dataSet() throws IOException {
      DataSetBuilder builder = DataSet.builder();
      fill(builder, Token.END);
      return signed.resolve(builder.build(), OptionalInt.empty());
    }

    private void fill(DataSetBuilder builder, Token end) throws IOException {
      while (true) {
        Token token = reader.next();
        if (token == end) {
          return;
        }
        int tag = reader.tag();
        if (end == Token.END && Tag.compare(tag, stop) >= 0) {
          return;
        }
        Element element =
            switch (token) {
              case ELEMENT -> value();
              case SEQUENCE -> items(tag, builder.characterSets());
              case FRAGMENTS -> fragments(tag);
              case NEED_INPUT,
                  VALUE,
                  CHUNK,
                  ITEM,
                  ITEM_END,
                  SEQUENCE_END,
                  FRAGMENT,
                  FRAGMENTS_END,
                  END ->
                  throw new IllegalStateException(token + " inside of a data set");
            };
        if (!builder.contains(tag)) {
          builder.put(element);
        }
      }
    }

    private Element value() throws IOException {
      int tag = reader.tag();
      if (reader.length() > longest && reader.vr().isBytes()) {
        return new Element.Located(tag, reader.vr(), reader.valueOffset(), reader.length(), false);
      }
      boolean sign = reader.vrAssumed() && reader.vr() == Vr.US && Dictionary.isSignDependent(tag);
      Element.Value value = new Element.Value(tag, reader.vr(), reader.readValue());
      if (sign) {
        signed.add(value);
      }
      return value;
    }

    private Element items(int tag, CharacterSets inherited) throws IOException {
      List<DataSet> items = new ArrayList<>();
      while (reader.next() == Token.ITEM) {
        DataSetBuilder item = DataSet.builder(inherited);
        fill(item, Token.ITEM_END);
        items.add(item.build());
      }
      return new Element.Items(tag, items);
    }

    private Element fragments(int tag) throws IOException {
      Vr vr = reader.vr();
      long start = reader.valueOffset();
      if (longest < Long.MAX_VALUE) {
        Token token = reader.next();
        while (token == Token.FRAGMENT) {
          token = reader.next();
        }
        return new Element.Located(tag, vr, start, reader.offset() - start, true);
      }
      List<byte[]> fragments = new ArrayList<>();
      while (reader.next() == Token.FRAGMENT) {
        fragments.add(reader.readValue());
      }
      return new Element.Fragments(tag, vr, Collections.unmodifiableList(fragments));
    }
  }
}
