package io.isthmus.dicom.codec;

import io.isthmus.dicom.codec.ElementReader.Token;
import io.isthmus.dicom.codec.HeaderDecoder.Content;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The nesting of a data set: which token comes next (PS3.5 7.5, A.4). */
final class Tokenizer {
  private static final int ITEM_HEADER = 8;
  private static final int MAX_STRAY = 1024;

  final ByteWindow window;
  final Set<Repair> repairs = EnumSet.noneOf(Repair.class);
  final HeaderDecoder header = new HeaderDecoder(repairs);
  final DeferredValue value;

  /** Where the header of the last token is. */
  long offset;

  private final List<Level> outer = new ArrayList<>();
  private Level level;
  private boolean begun;
  private boolean ended;

  Tokenizer(ByteWindow window, TransferSyntax syntax) {
    this.window = window;
    this.value = new DeferredValue(window);
    level =
        new Level(Level.Kind.DATA_SET, 0, syntax.explicitVr(), syntax.bigEndian(), Level.UNDEFINED);
  }

  int depth() {
    return (outer.size() + 1) / 2;
  }

  Token next() throws IOException {
    while (!ended) {
      if (value.isPending()) {
        Token token = value.advance(header.tag);
        if (token != null) {
          return token;
        }
      }
      if (window.offset() == level.end) {
        offset = window.offset();
        return leave();
      }
      if (!window.fill(HeaderDecoder.LOOKAHEAD) && !window.ended()) {
        return Token.NEED_INPUT;
      }
      offset = window.offset();
      Token token =
          switch (level.kind) {
            case DATA_SET, ITEM -> element();
            case SEQUENCE -> item();
            case FRAGMENTS -> fragment();
          };
      if (token != null) {
        return token;
      }
    }
    return Token.END;
  }

  private @Nullable Token element() throws IOException {
    if (level.kind == Level.Kind.DATA_SET && atEnd()) {
      ended = true;
      return Token.END;
    }
    header.item(window, level);
    if (Tag.group(header.tag) == Tag.group(Tag.Item)) {
      return delimiter();
    }
    header.element(window, level);
    begun = true;
    window.advance(header.size);
    long end = header.length < 0 ? Level.UNDEFINED : window.offset() + header.length;
    if (header.length >= 0 && end > level.end) {
      throw malformed("value runs over the end of its item");
    }
    return switch (header.content) {
      case VALUE -> deferred(Token.ELEMENT);
      case ITEMS -> enter(Level.Kind.SEQUENCE, end, Token.SEQUENCE);
      case FRAGMENTS -> enter(Level.Kind.FRAGMENTS, end, Token.FRAGMENTS);
    };
  }

  /** The input ends before an element, or holds but zeros, as some writers pad. */
  private boolean atEnd() {
    if (window.available() == 0) {
      return true;
    }
    int count = Math.min(ITEM_HEADER, window.available());
    for (int i = 0; i < count; i++) {
      if (window.bytes()[window.position() + i] != 0) {
        return false;
      }
    }
    if (begun) {
      repairs.add(Repair.TRAILING_ZEROS);
    }
    return begun;
  }

  private Token deferred(Token token) {
    boolean swap = header.bigEndianContent && header.content == Content.VALUE;
    value.begin(header.length, swap ? header.vr.wordSize() : 1);
    return token;
  }

  private Token enter(Level.Kind kind, long end, Token token) throws MalformedDicomException {
    if (depth() >= ElementReader.MAX_DEPTH) {
      throw malformed("sequences are nested too deep");
    }
    outer.add(level);
    level = new Level(kind, header.tag, header.explicitContent, header.bigEndianContent, end);
    return token;
  }

  private Token leave() {
    Token token =
        switch (level.kind) {
          case SEQUENCE -> Token.SEQUENCE_END;
          case FRAGMENTS -> Token.FRAGMENTS_END;
          case ITEM -> Token.ITEM_END;
          case DATA_SET -> Token.END;
        };
    header.tag = level.tag;
    level = outer.removeLast();
    return token;
  }

  /** An item tag where an element is expected. */
  private @Nullable Token delimiter() throws IOException {
    boolean inOpenItem = level.kind == Level.Kind.ITEM && level.end == Level.UNDEFINED;
    return switch (header.tag) {
      case Tag.ItemDelimitationItem -> {
        passDelimiter();
        if (inOpenItem) {
          yield leave();
        }
        repairs.add(Repair.STRAY_DELIMITER);
        yield null;
      }
      case Tag.SequenceDelimitationItem -> {
        if (inOpenItem && outer.getLast().end == Level.UNDEFINED) {
          repairs.add(Repair.MISSING_DELIMITER);
          yield leave();
        }
        passDelimiter();
        repairs.add(Repair.STRAY_DELIMITER);
        yield null;
      }
      default -> {
        if (!inOpenItem || header.tag != Tag.Item) {
          throw malformed("an item outside of a sequence");
        }
        repairs.add(Repair.MISSING_DELIMITER);
        yield leave();
      }
    };
  }

  /** A delimiter has no value; one that states a length is passed over with its bytes. */
  private void passDelimiter() throws IOException {
    window.advance(ITEM_HEADER);
    if (header.length != 0) {
      repairs.add(Repair.STRAY_DELIMITER);
      pass(header.length);
    }
  }

  private void pass(long length) throws IOException {
    if (length < 0 || length > MAX_STRAY || window.offset() + length > level.end) {
      throw malformed("a delimiter or stray element with a length");
    }
    value.begin(length, 1);
  }

  private @Nullable Token item() throws IOException {
    header.item(window, level);
    return switch (header.tag) {
      case Tag.Item -> {
        window.advance(ITEM_HEADER);
        long end = header.length < 0 ? Level.UNDEFINED : window.offset() + header.length;
        if (header.length >= 0 && end > level.end) {
          throw malformed("item runs over the end of its sequence");
        }
        outer.add(level);
        level = new Level(Level.Kind.ITEM, level.tag, level.explicit, level.bigEndian, end);
        header.size = ITEM_HEADER;
        yield Token.ITEM;
      }
      case Tag.SequenceDelimitationItem -> {
        passDelimiter();
        if (level.end == Level.UNDEFINED) {
          yield leave();
        }
        repairs.add(Repair.STRAY_DELIMITER);
        yield null;
      }
      case Tag.ItemDelimitationItem -> {
        passDelimiter();
        repairs.add(Repair.STRAY_DELIMITER);
        yield null;
      }
      default -> strayElement();
    };
  }

  private @Nullable Token strayElement() throws IOException {
    header.element(window, level);
    repairs.add(Repair.STRAY_ELEMENT);
    window.advance(header.size);
    pass(header.length);
    return null;
  }

  private Token fragment() throws IOException {
    header.item(window, level);
    window.advance(ITEM_HEADER);
    if (header.tag == Tag.SequenceDelimitationItem) {
      pass(Math.max(header.length, 0));
      return leave();
    }
    if (header.tag != Tag.Item || header.length < 0) {
      throw malformed("no fragment of encapsulated pixel data");
    }
    header.content = Content.FRAGMENTS;
    return deferred(Token.FRAGMENT);
  }

  MalformedDicomException malformed(String fault) {
    return new MalformedDicomException(fault, offset, header.tag);
  }

  /** The VR of an element, or of the fragments now open. */
  Vr vr() {
    return header.vr;
  }
}
