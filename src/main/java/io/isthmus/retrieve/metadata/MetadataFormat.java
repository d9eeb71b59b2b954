package io.isthmus.retrieve.metadata;

import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Element;
import io.isthmus.dicom.data.ElementPath;
import io.isthmus.dicom.json.DicomJsonWriter;
import io.isthmus.dicom.json.JsonOptions;
import io.isthmus.dicom.json.JsonOptions.NonFinite;
import io.isthmus.dicom.xml.NativeXmlWriter;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** The forms in which metadata is given (WADO-20). */
public enum MetadataFormat {
  /** DICOM JSON (PS3.18 Annex F), an object for each instance; NaN and infinities as strings. */
  JSON {
    @Override
    void write(DataSet dataSet, OutputStream out, Addresses addresses) throws IOException {
      writeJson(dataSet, out, NonFinite.STRING, addresses);
    }
  },
  /** The same with NaN as null and infinities as the largest finite value (JSON-06). */
  JSON_OF_FINITE {
    @Override
    void write(DataSet dataSet, OutputStream out, Addresses addresses) throws IOException {
      writeJson(dataSet, out, NonFinite.NULL, addresses);
    }
  },
  /** Native DICOM Model (PS3.19 A.1), a document for each instance. */
  XML {
    @Override
    void write(DataSet dataSet, OutputStream out, Addresses addresses) throws IOException {
      new NativeXmlWriter(out, 0, addresses::of).write(dataSet);
    }
  };

  /** Where the bulk values of an instance can be had. */
  @FunctionalInterface
  interface Addresses {
    /** The absolute address of a value, or null: it stands in the metadata itself. */
    @Nullable String of(ElementPath path, Element element);
  }

  private static void writeJson(
      DataSet dataSet, OutputStream out, NonFinite nonFinite, Addresses addresses)
      throws IOException {
    DicomJsonWriter writer =
        new DicomJsonWriter(
            out, JsonOptions.DEFAULT.with(nonFinite).withBulkData(0, addresses::of));
    writer.write(dataSet);
    writer.flush();
  }

  abstract void write(DataSet dataSet, OutputStream out, Addresses addresses) throws IOException;
}
