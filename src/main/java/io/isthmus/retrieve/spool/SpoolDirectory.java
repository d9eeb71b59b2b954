package io.isthmus.retrieve.spool;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A directory that belongs to this process alone, readable by its user alone. It is held by a file
 * lock, which the operating system drops with the process; so a directory whose lock is free was
 * left behind and may go.
 */
final class SpoolDirectory implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SpoolDirectory.class.getName());
  private static final String PREFIX = "spool-";
  private static final String OPENING = "opening-";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lockChannel;

  private SpoolDirectory(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes a directory under the root, which is made too if it is missing.
   *
   * @param cleaner removes those left behind, which may take minutes
   */
  static SpoolDirectory open(Path root, Executor cleaner) throws IOException {
    Files.createDirectories(root);
    SpoolDirectory own = make(root);
    cleaner.execute(() -> own.removeOthers(root));
    return own;
  }

  private static SpoolDirectory make(Path root) throws IOException {
    String id = UUID.randomUUID().toString();
    Path beside = besideOf(root.resolve(PREFIX + id));
    FileChannel channel = lockNew(beside);
    Path path = Files.createDirectory(root.resolve(PREFIX + id), ownerOnly(root));
    Files.move(beside, path.resolve(LOCK), StandardCopyOption.ATOMIC_MOVE);
    return new SpoolDirectory(path, channel);
  }

  /**
   * Where the lock is while the directory is made or removed: so that there is no moment at which a
   * process could die and leave something that cannot be told from what a living one uses.
   */
  private static Path besideOf(Path directory) {
    String id = directory.getFileName().toString().substring(PREFIX.length());
    return directory.resolveSibling(OPENING + id);
  }

  private static FileChannel lockNew(Path file) throws IOException {
    while (true) {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.lock();
      if (Files.exists(file)) {
        return channel;
      }
      // Before it was locked another process took it for left behind.
      channel.close();
    }
  }

  Path path() {
    return path;
  }

  /** Removes the directory with all that is in it. */
  @Override
  public void close() throws IOException {
    try (lockChannel) {
      remove(path, path.resolve(LOCK));
    }
  }

  private void removeOthers(Path root) {
    try {
      removeLeftBehind(root);
    } catch (IOException fault) {
      LOG.log(Level.WARNING, "spools that were left behind cannot be listed: " + root, fault);
    }
  }

  private void removeLeftBehind(Path root) throws IOException {
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path sibling : siblings) {
        removeOrLeave(sibling, sibling.resolve(LOCK));
      }
    }
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, OPENING + "*")) {
      for (Path lock : locks) {
        String id = lock.getFileName().toString().substring(OPENING.length());
        removeOrLeave(root.resolve(PREFIX + id), lock);
      }
    }
  }

  /** What cannot be removed now is tried again at the next start; it keeps nobody from starting. */
  private void removeOrLeave(Path directory, Path lock) {
    // A lock is dropped when its process closes any channel of the file (FileLock), so the own one
    // is not even looked at.
    if (directory.equals(path) || !Files.isRegularFile(lock, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try {
      removeIfUnlocked(directory, lock);
    } catch (IOException fault) {
      LOG.log(Level.WARNING, "a spool that was left behind cannot be removed: " + directory, fault);
    }
  }

  private static void removeIfUnlocked(Path directory, Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null) {
        remove(directory, file);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      return;
    } catch (NoSuchFileException | AccessDeniedException notOurs) {
      // Another process removes it at this moment, or it belongs to another user.
      return;
    }
  }

  /** Removes the lock last, since a directory without one is nobody's, and would stay for ever. */
  private static void remove(Path directory, Path lock) throws IOException {
    Path beside = besideOf(directory);
    if (!lock.equals(beside)) {
      removeAllBut(lock, directory);
      Files.move(lock, beside, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.deleteIfExists(directory);
    Files.deleteIfExists(beside);
  }

  private static void removeAllBut(Path kept, Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(kept)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          // A file may go meanwhile, as its last reader leaves.
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!folder.equals(directory)) {
              Files.deleteIfExists(folder);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static FileAttribute<?>[] ownerOnly(Path root) {
    return FileSystems.getDefault().equals(root.getFileSystem())
            && root.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }
}
