package io.isthmus.retrieve.metadata;

import io.isthmus.archive.ArchiveException;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.retrieve.Retrieval;
import io.isthmus.retrieve.Shortfall;
import io.isthmus.retrieve.SpooledInstance;
import io.isthmus.retrieve.spool.InstanceSpool;
import io.isthmus.retrieve.spool.SpoolFile;
import io.isthmus.retrieve.spool.SpoolInput;
import io.isthmus.retrieve.spool.SpoolOutput;
import io.isthmus.retrieve.spool.SpoolReader;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The metadata of everything that a retrieval brings (PS3.18 10.4.1.1.2), as one JSON array or as
 * documents of the Native DICOM Model. Sorted, and so written only when all of it is there: until
 * then it lies in the spool, the heap holds a few numbers and addresses for each instance.
 */
public final class MetadataView implements AutoCloseable {
  private static final int COPY_SIZE = 32 * 1024;

  private final SpoolFile file;
  private final List<MetadataEntry> entries;
  private final int unreadable;
  private final Optional<Shortfall> shortfall;

  private MetadataView(
      SpoolFile file, MetadataCollection collection, Optional<Shortfall> shortfall) {
    this.file = file;
    this.entries = collection.sorted();
    this.unreadable = collection.unreadable();
    this.shortfall = shortfall;
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

  /** Adds what is to be described; returns what the PACS did not give of it. */
  private interface Source {
    Optional<Shortfall> addAll(MetadataCollection collection) throws ArchiveException, IOException;
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
    return collected(
        spool.create(),
        store,
        format,
        collection -> {
          retrieval.allowShortfall();
          for (SpooledInstance instance = retrieval.next();
              instance != null;
              instance = retrieval.next()) {
            collection.add(instance, address.apply(instance));
          }
          return retrieval.shortfall();
        });
  }

  /**
   * Writes what was found out about instances.
   *
   * @param address absolute URL of an instance by its description
   * @throws IOException when the spool has no room
   */
  public static MetadataView of(
      List<DataSet> found,
      InstanceSpool spool,
      MetadataFormat format,
      Function<DataSet, String> address)
      throws ArchiveException, IOException {
    return collected(
        spool.create(),
        MetadataStore.NONE,
        format,
        collection -> {
          for (DataSet one : found) {
            collection.add(one, address.apply(one));
          }
          return Optional.empty();
        });
  }

  /** The file is the view's, or goes. */
  private static MetadataView collected(
      SpoolFile file, MetadataStore store, MetadataFormat format, Source source)
      throws ArchiveException, IOException {
    boolean done = false;
    try (SpoolOutput out = new SpoolOutput(file)) {
      MetadataCollection collection = new MetadataCollection(file, out, store, format);
      Optional<Shortfall> shortfall = source.addAll(collection);
      collection.end(shortfall);
      MetadataView view = new MetadataView(file, collection, shortfall);
      done = true;
      return view;
    } finally {
      if (!done) {
        file.release();
      }
    }
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
    long bytes = entries.stream().mapToLong(MetadataEntry::length).sum();
    return bytes + Math.max(0, entries.size() - 1) + 2;
  }

  /** Writes the JSON array. */
  public void write(OutputStream out) throws IOException {
    byte[] buffer = new byte[COPY_SIZE];
    try (SpoolReader reader = file.read()) {
      char before = '[';
      for (MetadataEntry entry : entries) {
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
      for (MetadataEntry entry : entries) {
        announcement.next(entry.key().address(), entry.length());
        copy(reader, entry, buffer, out);
      }
    }
  }

  @Override
  public void close() {
    file.release();
  }

  private static void copy(SpoolReader reader, MetadataEntry entry, byte[] buffer, OutputStream out)
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
}
