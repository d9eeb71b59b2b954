package io.isthmus.retrieve;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.json.DicomJsonWriter;
import io.isthmus.dicom.json.JsonOptions;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolOutput;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * The metadata of everything that a retrieval brings, as DICOM JSON (PS3.18 10.4.1.1.2). Sorted,
 * and so written only when all of it is there: until then it lies in the spool, the heap holds a
 * few numbers for each instance.
 */
public final class MetadataView implements AutoCloseable {
  private static final int COPY_SIZE = 32 * 1024;

  /** Where the JSON of an instance lies, and what it is sorted by (WADO-01). */
  private record Entry(
      long series, String seriesUid, long instance, String uid, long offset, long length) {
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::series)
            .thenComparing(Entry::seriesUid)
            .thenComparingLong(Entry::instance)
            .thenComparing(Entry::uid);
  }

  private final SpoolFile json;
  private final List<Entry> entries = new ArrayList<>();
  private int unreadable;

  private MetadataView(SpoolFile json) {
    this.json = json;
  }

  /**
   * Reads a retrieval to its end.
   *
   * @param address absolute URL of an instance, which those of its bulk data begin with
   * @throws ArchiveException when the retrieval does not come to a good end
   * @throws IOException when the spool has no room or an instance breaks off
   */
  public static MetadataView collect(
      Retrieval retrieval, InstanceSpool spool, Function<SpooledInstance, String> address)
      throws ArchiveException, IOException {
    MetadataView view = new MetadataView(spool.create());
    try (SpoolOutput out = new SpoolOutput(view.json)) {
      for (SpooledInstance instance = retrieval.next();
          instance != null;
          instance = retrieval.next()) {
        view.add(instance, out, address.apply(instance) + "/bulkdata/");
      }
    } catch (ArchiveException | IOException | RuntimeException e) {
      view.close();
      throw e;
    }
    view.entries.sort(Entry.ORDER);
    return view;
  }

  /** Instances that are described. */
  public int size() {
    return entries.size();
  }

  /** Instances that came whole but are no data sets that could be described (WADO-24). */
  public int unreadable() {
    return unreadable;
  }

  /** Bytes of the JSON array. */
  public long length() {
    long bytes = entries.stream().mapToLong(Entry::length).sum();
    return bytes + Math.max(0, entries.size() - 1) + 2;
  }

  /** Writes the JSON array. */
  public void write(OutputStream out) throws IOException {
    byte[] buffer = new byte[COPY_SIZE];
    try (SpoolReader reader = json.read()) {
      char before = '[';
      for (Entry entry : entries) {
        out.write(before);
        before = ',';
        reader.seek(entry.offset());
        copy(new SpoolInput(reader, out), entry.length(), buffer, out);
      }
      out.write(']');
    }
  }

  @Override
  public void close() {
    json.release();
  }

  private static void copy(SpoolInput in, long length, byte[] buffer, OutputStream out)
      throws IOException {
    long left = length;
    while (left > 0) {
      int count = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  private void add(SpooledInstance instance, SpoolOutput out, String address) throws IOException {
    DataSet dataSet;
    try (SpoolReader reader = instance.open()) {
      dataSet =
          DataSetReader.of(instance.transferSyntax())
              .locatingAbove(BulkDataRule.INLINE_BYTES)
              .readAll(new SpoolInput(reader, () -> {}));
    } catch (MalformedDicomException e) {
      unreadable++;
      return;
    }
    long offset = out.position();
    writeJson(described(dataSet, instance), out, address);
    entries.add(
        new Entry(
            number(dataSet, Tag.SeriesNumber),
            instance.seriesInstanceUid(),
            number(dataSet, Tag.InstanceNumber),
            instance.sopInstanceUid(),
            offset,
            out.position() - offset));
  }

  private static void writeJson(DataSet dataSet, OutputStream out, String address)
      throws IOException {
    JsonOptions options =
        JsonOptions.DEFAULT.withBulkData(
            0, (path, element) -> BulkDataRule.isBulk(element) ? address + path : null);
    DicomJsonWriter writer = new DicomJsonWriter(out, options);
    writer.write(dataSet);
    writer.flush();
  }

  /** With the transfer syntax that the PACS has it in (WADO-22). */
  private static DataSet described(DataSet dataSet, SpooledInstance instance) {
    return dataSet.toBuilder()
        .uid(Tag.AvailableTransferSyntaxUID, instance.transferSyntax().uid())
        .build();
  }

  /** Those without a number come last. */
  private static long number(DataSet dataSet, int tag) {
    return dataSet.integer(tag).isPresent() ? dataSet.integer(tag).getAsInt() : Long.MAX_VALUE;
  }
}
