package io.isthmus.retrieve;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolOutput;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A whole instance whose binary values are found by their place. A deflated data set has no places,
 * and the words of a big endian one are not as the web wants them: both are written anew in the
 * spool first.
 */
public final class InstanceContent implements AutoCloseable {
  private final SpooledInstance instance;
  private final @Nullable SpoolFile rewritten;
  private final TransferSyntax syntax;
  private final DataSet dataSet;

  private InstanceContent(SpooledInstance instance, @Nullable SpoolFile rewritten)
      throws IOException {
    this.instance = instance;
    this.rewritten = rewritten;
    this.syntax =
        rewritten == null ? instance.transferSyntax() : TransferSyntax.ExplicitVRLittleEndian;
    try (SpoolReader reader = open()) {
      dataSet = DataSetReader.of(syntax).locatingAbove(0).readAll(new SpoolInput(reader, () -> {}));
    }
  }

  /**
   * Reads an instance to its end, waiting for it.
   *
   * @throws MalformedDicomException when it is no data set
   * @throws IOException when it breaks off or the spool has no room
   */
  public static InstanceContent read(SpooledInstance instance, InstanceSpool spool)
      throws IOException {
    TransferSyntax stored = instance.transferSyntax();
    if (!stored.deflated() && !stored.bigEndian()) {
      return new InstanceContent(instance, null);
    }
    SpoolFile file = spool.create();
    try {
      rewrite(instance, file);
      return new InstanceContent(instance, file);
    } catch (IOException | RuntimeException e) {
      file.release();
      throw e;
    }
  }

  /** The data set, its binary values {@link io.isthmus.dicom.data.Element.Located}. */
  public DataSet dataSet() {
    return dataSet;
  }

  /** How the bytes are encoded that the places are in. */
  public TransferSyntax transferSyntax() {
    return syntax;
  }

  /** Opens the bytes that the places are in. */
  public SpoolReader open() throws IOException {
    return rewritten == null ? instance.open() : rewritten.read();
  }

  @Override
  public void close() {
    if (rewritten != null) {
      rewritten.release();
    }
  }

  private static void rewrite(SpooledInstance instance, SpoolFile file) throws IOException {
    try (SpoolReader reader = instance.open();
        SpoolOutput out = new SpoolOutput(file)) {
      ExplicitReencoder.reencode(new SpoolInput(reader, () -> {}), instance.transferSyntax(), out);
    }
  }
}
