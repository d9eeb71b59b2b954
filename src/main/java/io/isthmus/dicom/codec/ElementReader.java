package io.isthmus.dicom.codec;

import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dicom.data.Vr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Set;

/**
 * A data set as a stream of tokens. Values are deferred: after {@link Token#ELEMENT} or {@link
 * Token#FRAGMENT} the caller collects the value, streams it, or goes on and thereby skips it.
 *
 * <p>Pulls from a stream or an array, or is fed with fragments of any size; the tokens are the same
 * for any cut. Memory is a window of 16 KiB and what the caller collects, which grows with the
 * bytes that really come and never by a length field. One thread at a time.
 */
public final class ElementReader {
  /** What was read. */
  public enum Token {
    /** Fed readers only: more fragments, or {@link #finish}, before the next token. */
    NEED_INPUT,
    /** An element with a value, which may be of no bytes. */
    ELEMENT,
    /** The value asked for by {@link #collect}. */
    VALUE,
    /** A piece of the value asked for by {@link #stream}. */
    CHUNK,
    /** A sequence begins. */
    SEQUENCE,
    /** An item of a sequence begins. */
    ITEM,
    /** An item ended. */
    ITEM_END,
    /** A sequence ended. */
    SEQUENCE_END,
    /** Encapsulated pixel data begins; the first fragment is the Basic Offset Table. */
    FRAGMENTS,
    /** A fragment; its value is deferred as that of an element. */
    FRAGMENT,
    /** Encapsulated pixel data ended. */
    FRAGMENTS_END,
    /** The data set ended. */
    END
  }

  /** The deepest nesting of sequences. */
  public static final int MAX_DEPTH = 64;

  private final Tokenizer tokenizer;
  private final FragmentSource fragments;

  private ElementReader(ByteWindow window, FragmentSource fragments, TransferSyntax syntax) {
    this.tokenizer = new Tokenizer(window, syntax);
    this.fragments = fragments;
  }

  /** Reads a stream from its position to its end. Offsets count from there. */
  public static ElementReader of(InputStream in, TransferSyntax syntax) {
    ByteSource source = ByteSource.of(in);
    return new ElementReader(
        new ByteWindow(syntax.deflated() ? new InflatingSource(source) : source),
        new FragmentSource(),
        syntax);
  }

  /** Reads bytes in memory. */
  public static ElementReader of(byte[] bytes, TransferSyntax syntax) {
    return of(bytes, 0, bytes.length, syntax);
  }

  /** Reads a range of bytes in memory; offsets count from its start. */
  public static ElementReader of(byte[] bytes, int from, int to, TransferSyntax syntax) {
    if (!syntax.deflated()) {
      return new ElementReader(new ByteWindow(bytes, from, to), new FragmentSource(), syntax);
    }
    FragmentSource fragments = new FragmentSource();
    fragments.add(ByteBuffer.wrap(bytes, from, to - from));
    fragments.finish();
    return new ElementReader(new ByteWindow(new InflatingSource(fragments)), fragments, syntax);
  }

  /** A reader to be fed: see {@link #feed} and {@link #finish}. */
  public static ElementReader fed(TransferSyntax syntax) {
    FragmentSource fragments = new FragmentSource();
    return new ElementReader(
        new ByteWindow(syntax.deflated() ? new InflatingSource(fragments) : fragments),
        fragments,
        syntax);
  }

  /**
   * Gives the next fragment, which stays the reader's until {@link Token#NEED_INPUT} comes again.
   */
  public void feed(ByteBuffer fragment) {
    fragments.add(fragment);
  }

  /** Says that no more fragments come. */
  public void finish() {
    fragments.finish();
  }

  /** The tag of the element, sequence or fragments last begun. */
  public int tag() {
    return tokenizer.header.tag;
  }

  /** The VR of the element last begun; of {@link Token#FRAGMENTS} OB or OW. */
  public Vr vr() {
    return tokenizer.header.vr;
  }

  /** The VR was not stated: Implicit VR, or UN looked up. */
  public boolean vrAssumed() {
    return tokenizer.header.assumed;
  }

  /** Bytes of the value, sequence, item or fragment; -1 if undefined. */
  public long length() {
    return tokenizer.header.length;
  }

  /** Where the header of the last token is, in (inflated) bytes from the start. */
  public long offset() {
    return tokenizer.offset;
  }

  /** Where what follows the header of the last token begins. */
  public long valueOffset() {
    return tokenizer.offset + tokenizer.header.size;
  }

  /** How far the reader has come. */
  public long position() {
    return tokenizer.window.offset();
  }

  /** The number of sequences around the current token. */
  public int depth() {
    return tokenizer.depth();
  }

  /** The value's words have their most significant byte first in the source. */
  public boolean bigEndianSource() {
    return tokenizer.header.bigEndianContent;
  }

  /** What was put right so far. */
  public Set<Repair> repairs() {
    return Collections.unmodifiableSet(tokenizer.repairs);
  }

  /** Asks for the deferred value: the next token is VALUE. */
  public void collect() {
    tokenizer.value.collect();
  }

  /** Asks for the deferred value in pieces: CHUNK tokens follow until it is complete. */
  public void stream() {
    tokenizer.value.stream();
  }

  /** The value after VALUE, in little endian. */
  public byte[] value() {
    return tokenizer.value.value();
  }

  /** The piece after CHUNK, in little endian, valid until the next call. */
  public ByteBuffer chunk() {
    return tokenizer.value.chunk();
  }

  /** Collects the deferred value of a reader that is not fed. */
  public byte[] readValue() throws IOException {
    tokenizer.value.collect();
    if (next() != Token.VALUE) {
      throw new IllegalStateException("the whole value is not here yet");
    }
    return tokenizer.value.value();
  }

  /** Writes the deferred value of a reader that is not fed, in little endian. */
  public void copyValue(OutputStream out) throws IOException {
    tokenizer.value.stream();
    while (tokenizer.value.isPending()) {
      if (next() != Token.CHUNK) {
        throw new IllegalStateException("the whole value is not here yet");
      }
      ByteBuffer chunk = tokenizer.value.chunk();
      out.write(chunk.array(), chunk.arrayOffset() + chunk.position(), chunk.remaining());
    }
  }

  /**
   * The next token. A deferred value that nobody asked for is skipped.
   *
   * @throws MalformedDicomException if the bytes are no data set; then the reader is spent
   */
  public Token next() throws IOException {
    return tokenizer.next();
  }
}
