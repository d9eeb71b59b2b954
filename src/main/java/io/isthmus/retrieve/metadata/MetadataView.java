package io.isthmus.retrieve.metadata;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.Shortfall;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.BulkDataRule;
import io.isthmus.retrieve.spool.InstanceBrokenException;
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
import java.util.Optional;
import java.util.function.Function;

/**
 * The metadata of everything that a retrieval brings (PS3.18 10.4.1.1.2), as one JSON array or as
 * documents of the Native DICOM Model. Sorted, and so written only when all of it is there: until
 * then it lies in the spool, the heap holds a few numbers and addresses for each instance.
 */
public final class MetadataView implements AutoCloseable {
  private static final String VALUES = "/bulkdata/";
  private static final int COPY_SIZE = 32 * 1024;

  /** What is longer is not kept in memory. */
  private static final int LONGEST_KEPT = 64 * 1024;

  /**
   * Where the description of an instance lies, and what it is sorted by (WADO-01).
   *
   * @param offset in the spool, unless it is kept
   */
  private record Entry(
      long series,
      String seriesUid,
      long instance,
      String uid,
      MetadataStore.Key key,
      Optional<Description> kept,
      long offset,
      long length) {
    static final Comparator<Entry> ORDER =
        Comparator.comparingLong(Entry::series)
            .thenComparing(Entry::seriesUid)
            .thenComparingLong(Entry::instance)
            .thenComparing(Entry::uid);
  }

  /** Is told of each description before it is written. */
  @FunctionalInterface
  public interface Announcement {
    /**
     * The next one.
     *
     * @param address absolute URL of the instance
     * @param length of its description in bytes
     */
    void next(String address, long length) throws IOException;
  }

  private final SpoolFile file;
  private final MetadataStore store;
  private final MetadataFormat format;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Entry> described = new ArrayList<>();
  private final BrokenInstances broken = new BrokenInstances();
  private int unreadable;
  private Optional<Shortfall> shortfall = Optional.empty();

  private MetadataView(SpoolFile file, MetadataStore store, MetadataFormat format) {
    this.file = file;
    this.store = store;
    this.format = format;
  }

  /**
   * Reads a retrieval to its end.
   *
   * @param store has some of what was described before
   * @param format in which instances are described
   * @param address absolute URL of an instance, which those of its bulk data begin with
   * @throws ArchiveException when the retrieval does not come to a good end
   * @throws IOException when the spool has no room or an instance breaks off
   */
  public static MetadataView collect(
      Retrieval retrieval,
      InstanceSpool spool,
      MetadataStore store,
      MetadataFormat format,
      Function<SpooledInstance, String> address)
      throws ArchiveException, IOException {
    MetadataView view = new MetadataView(spool.create(), store, format);
    retrieval.allowShortfall();
    try (SpoolOutput out = new SpoolOutput(view.file)) {
      for (SpooledInstance instance = retrieval.next();
          instance != null;
          instance = retrieval.next()) {
        view.add(instance, out, address.apply(instance));
      }
      out.flush();
      view.shortfall = retrieval.shortfall();
      view.broken.requireAmong(view.shortfall);
      view.keep();
    } catch (ArchiveException | IOException | RuntimeException e) {
      view.close();
      throw e;
    }
    view.entries.sort(Entry.ORDER);
    return view;
  }

  /**
   * Writes what was found out about instances.
   *
   * @param address absolute URL of an instance by its description
   */
  public static MetadataView of(
      List<DataSet> found,
      InstanceSpool spool,
      MetadataFormat format,
      Function<DataSet, String> address)
      throws IOException {
    MetadataView view = new MetadataView(spool.create(), MetadataStore.NONE, format);
    try (SpoolOutput out = new SpoolOutput(view.file)) {
      for (DataSet one : found) {
        MetadataStore.Key key = new MetadataStore.Key(0, format, address.apply(one));
        TransferSyntax syntax =
            one.string(Tag.AvailableTransferSyntaxUID)
                .map(TransferSyntax::of)
                .orElse(TransferSyntax.ExplicitVRLittleEndian);
        view.entries.add(
            view.written(
                new LeftOutBulkData(syntax, key.address() + VALUES).restored(one), out, key));
      }
    } catch (IOException | RuntimeException e) {
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

  /** What the PACS did not give (WADO-24). */
  public Optional<Shortfall> shortfall() {
    return shortfall;
  }

  /** Whether every instance is described. */
  public boolean isWhole() {
    return unreadable == 0 && shortfall.isEmpty();
  }

  /** Bytes of the JSON array. */
  public long length() {
    long bytes = entries.stream().mapToLong(Entry::length).sum();
    return bytes + Math.max(0, entries.size() - 1) + 2;
  }

  /** Writes the JSON array. */
  public void write(OutputStream out) throws IOException {
    byte[] buffer = new byte[COPY_SIZE];
    try (SpoolReader reader = file.read()) {
      char before = '[';
      for (Entry entry : entries) {
        out.write(before);
        before = ',';
        copy(reader, entry, buffer, out);
      }
      out.write(']');
    }
  }

  /** Writes each description, announced before. */
  public void write(OutputStream out, Announcement announcement) throws IOException {
    byte[] buffer = new byte[COPY_SIZE];
    try (SpoolReader reader = file.read()) {
      for (Entry entry : entries) {
        announcement.next(entry.key().address(), entry.length());
        copy(reader, entry, buffer, out);
      }
    }
  }

  @Override
  public void close() {
    file.release();
  }

  private static void copy(SpoolReader reader, Entry entry, byte[] buffer, OutputStream out)
      throws IOException {
    if (entry.kept().isPresent()) {
      entry.kept().get().write(out);
      return;
    }
    reader.seek(entry.offset());
    SpoolInput in = new SpoolInput(reader, out);
    long left = entry.length();
    while (left > 0) {
      int count = in.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
      out.write(buffer, 0, count);
      left -= count;
    }
  }

  /** What was described now need not be described again while it is held. */
  private void keep() throws IOException {
    try (SpoolReader reader = file.read()) {
      SpoolInput in = new SpoolInput(reader, () -> {});
      for (Entry entry : described) {
        if (entry.length() <= LONGEST_KEPT) {
          reader.seek(entry.offset());
          byte[] text = in.readNBytes((int) entry.length());
          store.put(entry.key(), new Description(entry.series(), entry.instance(), text));
        }
      }
    }
  }

  private void add(SpooledInstance instance, SpoolOutput out, String address) throws IOException {
    MetadataStore.Key key = new MetadataStore.Key(instance.copy(), format, address);
    Optional<Description> kept = store.find(key);
    if (kept.isEmpty()) {
      describe(instance, out, key);
      return;
    }
    Description known = kept.get();
    entries.add(
        new Entry(
            known.series(),
            instance.seriesInstanceUid(),
            known.instance(),
            instance.sopInstanceUid(),
            key,
            kept,
            0,
            known.length()));
  }

  private void describe(SpooledInstance instance, SpoolOutput out, MetadataStore.Key key)
      throws IOException {
    DataSet dataSet;
    try (SpoolReader reader = instance.open()) {
      dataSet =
          DataSetReader.of(instance.transferSyntax())
              .locatingAbove(BulkDataRule.INLINE_BYTES)
              .readAll(new SpoolInput(reader, () -> {}));
    } catch (MalformedDicomException e) {
      unreadable++;
      return;
    } catch (InstanceBrokenException e) {
      broken.add(instance.sopInstanceUid(), e);
      return;
    }
    if (instance.headless()) {
      String values = key.address() + VALUES;
      dataSet = new LeftOutBulkData(instance.transferSyntax(), values).restored(dataSet);
    }
    Entry entry = written(described(dataSet, instance), out, key);
    entries.add(entry);
    if (!instance.headless()) {
      described.add(entry);
    }
  }

  private Entry written(DataSet dataSet, SpoolOutput out, MetadataStore.Key key)
      throws IOException {
    String values = key.address() + VALUES;
    long offset = out.position();
    format.write(
        dataSet, out, (path, element) -> BulkDataRule.isBulk(element) ? values + path : null);
    return new Entry(
        number(dataSet, Tag.SeriesNumber),
        dataSet.string(Tag.SeriesInstanceUID).orElse(""),
        number(dataSet, Tag.InstanceNumber),
        dataSet.string(Tag.SOPInstanceUID).orElse(""),
        key,
        Optional.empty(),
        offset,
        out.position() - offset);
  }

  /**
   * With the transfer syntax that the PACS has it in (WADO-22); what has no pixels may come in
   * another than they are in, unless that is one for pixels alone.
   */
  private static DataSet described(DataSet dataSet, SpooledInstance instance) {
    if (instance.headless() && !instance.transferSyntax().encapsulated()) {
      return dataSet;
    }
    return dataSet.toBuilder()
        .uid(Tag.AvailableTransferSyntaxUID, instance.transferSyntax().uid())
        .build();
  }

  /** Those without a number come last. */
  private static long number(DataSet dataSet, int tag) {
    return dataSet.integer(tag).isPresent() ? dataSet.integer(tag).getAsInt() : Long.MAX_VALUE;
  }
}
