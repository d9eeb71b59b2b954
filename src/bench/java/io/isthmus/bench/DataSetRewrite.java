package io.isthmus.bench;

import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Reader;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.TransferSyntax;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes each DICOM file of a folder again into another folder, in Explicit VR Little Endian where
 * it is native and as it is where it is encapsulated. Arguments: from, to. To be timed as a process.
 */
public final class DataSetRewrite {
  private DataSetRewrite() {}

  public static void main(String... arguments) throws IOException {
    Path to = Path.of(arguments[1]);
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    for (int i = 0; i < files.size(); i++) {
      rewrite(files.get(i), to.resolve(i + ".dcm"));
    }
  }

  private static void rewrite(Path from, Path to) throws IOException {
    try (var in = Files.newInputStream(from);
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(to), 1 << 16)) {
      Part10Reader reader = Part10Reader.open(in);
      FileMeta meta = reader.meta();
      TransferSyntax syntax = meta.transferSyntax();
      if (syntax.encapsulated()) {
        Part10Writer.write(meta, reader.readDataSet(), out);
      } else {
        out.write(Part10Writer.header(inExplicit(meta)));
        ExplicitReencoder.reencode(reader.dataSet(), syntax, out);
      }
    }
  }

  private static FileMeta inExplicit(FileMeta meta) {
    return new FileMeta(
        meta.sopClassUid(), meta.sopInstanceUid(), TransferSyntax.ExplicitVRLittleEndian);
  }
}
