package io.isthmus.retrieve.content;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolOutput;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.Optional;

/**
 * A whole instance whose binary values are found by their place. A deflated data set has no places,
 * and the words of a big endian one are not as the web wants them: both are written anew in the
 * spool first.
 */
public final class InstanceContent implements AutoCloseable {
  /** Opens the bytes at their first. */
  @FunctionalInterface
  interface Source {
    SpoolReader open() throws IOException;
  }

  private final long copy;
  private final Source source;
  private final Runnable release;
  private final TransferSyntax syntax;
  private final InstanceIndex index;

  private InstanceContent(
      long copy, Source source, Runnable release, TransferSyntax syntax, InstanceIndex index) {
    this.copy = copy;
    this.source = source;
    this.release = release;
    this.syntax = syntax;
    this.index = index;
  }

  /** Reads an instance that has places; waits for its end. */
  static InstanceContent read(SpooledInstance instance) throws IOException {
    DataSet header = header(instance::open, instance.transferSyntax());
    return known(instance, new InstanceIndex(header, instance.checksum()));
  }

  /** One that was read before. */
  static InstanceContent known(SpooledInstance instance, InstanceIndex index) {
    return new InstanceContent(
        instance.copy(), instance::open, () -> {}, instance.transferSyntax(), index);
  }

  /**
   * Reads a whole file that has places, and releases it in the end.
   *
   * @param copy that is in it
   */
  static InstanceContent owning(long copy, SpoolFile file, TransferSyntax syntax)
      throws IOException {
    InstanceIndex index = new InstanceIndex(header(file::read, syntax), file.checksum());
    return new InstanceContent(copy, file::read, file::release, syntax, index);
  }

  /** Writes an instance anew and reads that; waits for its end. */
  static InstanceContent rewritten(
      long copy, Source instance, TransferSyntax syntax, SpoolFile file) throws IOException {
    try (SpoolReader reader = instance.open();
        SpoolOutput out = new SpoolOutput(file)) {
      ExplicitReencoder.reencode(new SpoolInput(reader, () -> {}), syntax, out);
    }
    return owning(copy, file, TransferSyntax.ExplicitVRLittleEndian);
  }

  /** The data set, its binary values {@link io.isthmus.dicom.data.Element.Located}. */
  public DataSet dataSet() {
    return index.dataSet();
  }

  /** The number of the copy that was received: no other has it, also not of the same instance. */
  public long copy() {
    return copy;
  }

  /** Names the content: another content has another name, and the same one the same always. */
  public String fingerprint() {
    return index.fingerprint();
  }

  /** Where the frames of its pixel data are; empty where there are none that can be told apart. */
  public Optional<FrameIndex> frames() throws IOException {
    return index.frames(this);
  }

  /** How the bytes are encoded that the places are in. */
  public TransferSyntax transferSyntax() {
    return syntax;
  }

  /** Opens the bytes that the places are in. */
  public SpoolReader open() throws IOException {
    return source.open();
  }

  InstanceIndex index() {
    return index;
  }

  private static DataSet header(Source source, TransferSyntax syntax) throws IOException {
    try (SpoolReader reader = source.open()) {
      return DataSetReader.of(syntax).locatingAbove(0).readAll(new SpoolInput(reader, () -> {}));
    }
  }

  @Override
  public void close() {
    release.run();
  }
}
