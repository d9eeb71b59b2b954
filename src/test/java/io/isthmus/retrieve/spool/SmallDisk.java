package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A disk of few bytes: it takes what fits, and refuses what does not. */
final class SmallDisk implements Disk {
  private final long capacity;
  private final Set<Path> files = new HashSet<>();

  SmallDisk(long capacity) {
    this.capacity = capacity;
  }

  @Override
  public FileChannel open(Path path, OpenOption... options) throws IOException {
    FileChannel real = FileChannel.open(path, options);
    if (!Arrays.asList(options).contains(StandardOpenOption.WRITE)) {
      return real;
    }
    files.add(path);
    return new Writing(real);
  }

  @Override
  public long usableBytes(Path folder) throws IOException {
    long used = 0;
    for (Path one : files) {
      used += Files.exists(one) ? Files.size(one) : 0;
    }
    return capacity - used;
  }

  private final class Writing extends FileChannel {
    private final FileChannel real;

    Writing(FileChannel real) {
      this.real = real;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      int some = (int) Math.min(source.remaining(), usableBytes(Path.of("")));
      if (some <= 0) {
        throw new IOException("No space left on device");
      }
      int written = real.write(source.slice(source.position(), some), position);
      source.position(source.position() + written);
      return written;
    }

    @Override
    protected void implCloseChannel() throws IOException {
      real.close();
    }

    @Override
    public int write(ByteBuffer source) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long write(ByteBuffer[] sources, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(ByteBuffer target, long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long read(ByteBuffer[] targets, int offset, int length) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long position() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel position(long position) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long size() {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileChannel truncate(long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void force(boolean metaData) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) {
      throw new UnsupportedOperationException();
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) {
      throw new UnsupportedOperationException();
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) {
      throw new UnsupportedOperationException();
    }
  }
}
