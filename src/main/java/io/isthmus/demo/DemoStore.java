package io.isthmus.demo;

import io.isthmus.dicom.codec.DataSetReader;
import io.isthmus.dicom.codec.ExplicitReencoder;
import io.isthmus.dicom.data.DataSet;
import io.isthmus.dicom.data.Tag;
import io.isthmus.dicom.data.TransferSyntax;
import io.isthmus.dimse.DataStream;
import io.isthmus.dimse.DimseStatus;
import io.isthmus.dimse.StoreHandler;
import io.isthmus.dimse.StoreRequest;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Takes instances by C-STORE into files of a folder that is emptied in the end. Thread safe. */
final class DemoStore implements StoreHandler, AutoCloseable {
  private final DemoIndex index;
  private final Path folder;
  private final AtomicLong room;
  private final AtomicLong names = new AtomicLong();

  /** Takes up to so many bytes into a folder that is there. */
  DemoStore(DemoIndex index, Path folder, long limit) {
    this.index = index;
    this.folder = folder;
    this.room = new AtomicLong(limit);
  }

  @Override
  public DimseStatus store(StoreRequest request, DataStream data) throws IOException {
    Path file = folder.resolve(names.incrementAndGet() + ".dataset");
    if (!write(data, file)) {
      return DimseStatus.OUT_OF_RESOURCES;
    }
    DataSet header = header(file, request.transferSyntax());
    if (!request.sopInstanceUid().equals(header.string(Tag.SOPInstanceUID).orElse(""))) {
      discard(file);
      return DimseStatus.DATA_SET_DOES_NOT_MATCH_SOP_CLASS;
    }
    index.add(new Received(header, request.transferSyntax(), file));
    return DimseStatus.SUCCESS;
  }

  /** Writes what comes; gives false, with the file gone, when there is no room for it. */
  private boolean write(DataStream data, Path file) throws IOException {
    try (SeekableByteChannel channel =
        Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      for (ByteBuffer next = data.next(); next != null; next = data.next()) {
        if (room.addAndGet(-next.remaining()) < 0) {
          room.addAndGet(next.remaining());
          discard(file);
          return false;
        }
        while (next.hasRemaining()) {
          channel.write(next);
        }
      }
    }
    return true;
  }

  private void discard(Path file) throws IOException {
    room.addAndGet(Files.size(file));
    Files.delete(file);
  }

  private static DataSet header(Path file, TransferSyntax syntax) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      return DataSetReader.of(syntax).before(Tag.PixelData).readAll(in);
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** An instance in a file, sent as it came or, if it is native, in Explicit VR Little Endian. */
  private record Received(DataSet header, TransferSyntax syntax, Path file) implements DemoObject {
    @Override
    public List<TransferSyntax> transferSyntaxes() {
      boolean fixed = syntax.encapsulated() || syntax.equals(TransferSyntax.ExplicitVRLittleEndian);
      return fixed ? List.of(syntax) : List.of(syntax, TransferSyntax.ExplicitVRLittleEndian);
    }

    @Override
    public InputStream open(TransferSyntax wanted) throws IOException {
      if (wanted.equals(syntax)) {
        return new BufferedInputStream(Files.newInputStream(file));
      }
      Path again = Files.createTempFile(file.getParent(), "explicit", ".dataset");
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file));
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(again))) {
        ExplicitReencoder.reencode(in, syntax, out);
      }
      return new BufferedInputStream(
          Files.newInputStream(again, StandardOpenOption.DELETE_ON_CLOSE));
    }
  }
}
