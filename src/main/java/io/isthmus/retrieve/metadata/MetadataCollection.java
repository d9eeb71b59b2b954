package io.isthmus.retrieve.metadata;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.MalformedDicomException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.retrieve.Shortfall;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.content.BulkDataRule;
import io.isthmus.retrieve.spool.InstanceBrokenException;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolOutput;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Describes instances one after the other, into a file of the spool. Not thread safe. */
final class MetadataCollection {
  private static final String VALUES = "/bulkdata/";

  /** What is longer is not kept in memory. */
  private static final int LONGEST_KEPT = 64 * 1024;

  private final SpoolFile file;
  private final SpoolOutput out;
  private final MetadataStore store;
  private final MetadataFormat format;
  private final List<MetadataEntry> entries = new ArrayList<>();
  private final List<MetadataEntry> toBeKept = new ArrayList<>();
  private final BrokenInstances broken = new BrokenInstances();
  private int unreadable;

  /**
   * Nothing described yet.
   *
   * @param file that {@code out} writes
   */
  MetadataCollection(SpoolFile file, SpoolOutput out, MetadataStore store, MetadataFormat format) {
    this.file = file;
    this.out = out;
    this.store = store;
    this.format = format;
  }

  /** Adds an instance, waiting for its end. */
  void add(SpooledInstance instance, String address) throws IOException {
    MetadataStore.Key key = new MetadataStore.Key(instance.copy(), format, address);
    Optional<Description> kept = store.find(key);
    if (kept.isEmpty()) {
      describe(instance, key);
      return;
    }
    Description known = kept.get();
    entries.add(
        new MetadataEntry(
            known.series(),
            instance.seriesInstanceUid(),
            known.instance(),
            instance.sopInstanceUid(),
            key,
            kept,
            0,
            known.length()));
  }

  /** Adds what was found out about an instance without having it. */
  void add(DataSet found, String address) throws IOException {
    TransferSyntax syntax =
        found
            .string(Tag.AvailableTransferSyntaxUID)
            .map(TransferSyntax::of)
            .orElse(TransferSyntax.ExplicitVRLittleEndian);
    write(
        new LeftOutBulkData(syntax, address + VALUES).restored(found),
        new MetadataStore.Key(0, format, address));
  }

  /**
   * All of them have been added: what was described now need not be described again while it is
   * held.
   *
   * @throws InstanceBrokenException when one is left out that the retrieval does not say is missing
   */
  void end(Optional<Shortfall> shortfall) throws IOException {
    out.flush();
    broken.requireAmong(shortfall);
    try (SpoolReader reader = file.read()) {
      SpoolInput in = new SpoolInput(reader, () -> {});
      for (MetadataEntry entry : toBeKept) {
        if (entry.length() <= LONGEST_KEPT) {
          reader.seek(entry.offset());
          byte[] text = in.readNBytes((int) entry.length());
          store.put(entry.key(), new Description(entry.series(), entry.instance(), text));
        }
      }
    }
  }

  /** The descriptions in their order. */
  List<MetadataEntry> sorted() {
    return entries.stream().sorted(MetadataEntry.ORDER).toList();
  }

  /** Instances that came whole but are no data sets that could be described (WADO-24). */
  int unreadable() {
    return unreadable;
  }

  private void describe(SpooledInstance instance, MetadataStore.Key key) throws IOException {
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
    MetadataEntry entry = write(described(dataSet, instance), key);
    if (!instance.headless()) {
      toBeKept.add(entry);
    }
  }

  private MetadataEntry write(DataSet dataSet, MetadataStore.Key key) throws IOException {
    String values = key.address() + VALUES;
    long offset = out.position();
    format.write(
        dataSet, out, (path, element) -> BulkDataRule.isBulk(element) ? values + path : null);
    MetadataEntry entry =
        new MetadataEntry(
            number(dataSet, Tag.SeriesNumber),
            dataSet.string(Tag.SeriesInstanceUID).orElse(""),
            number(dataSet, Tag.InstanceNumber),
            dataSet.string(Tag.SOPInstanceUID).orElse(""),
            key,
            Optional.empty(),
            offset,
            out.position() - offset);
    entries.add(entry);
    return entry;
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
