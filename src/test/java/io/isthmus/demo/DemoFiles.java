package io.isthmus.demo;

import io.isthmus.demo.data.DemoData;
import io.isthmus.demo.data.DemoInstance;
import io.isthmus.dicom.codec.FileMeta;
import io.isthmus.dicom.codec.Part10Writer;
import io.isthmus.dicom.data.Tag;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the demo data as DICOM files, to be looked at with other tools. */
public final class DemoFiles {
  private DemoFiles() {}

  /** Writes all into the folder that is the first argument. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    for (DemoInstance instance : DemoData.instances()) {
      write(instance, folder);
    }
  }

  /** Writes one instance as a file named by study, series and instance number. */
  public static Path write(DemoInstance instance, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path file =
        folder.resolve(
            "%s-%s-%s-%03d.dcm"
                .formatted(
                    instance.header().string(Tag.StudyID).orElseThrow(),
                    instance.header().string(Tag.Modality).orElseThrow(),
                    instance.header().string(Tag.SeriesNumber).orElseThrow(),
                    instance.header().integer(Tag.InstanceNumber).orElseThrow()));
    FileMeta meta =
        new FileMeta(instance.sopClassUid(), instance.sopInstanceUid(), instance.transferSyntax());
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        InputStream in = instance.open()) {
      out.write(Part10Writer.header(meta));
      in.transferTo(out);
    }
    return file;
  }
}
