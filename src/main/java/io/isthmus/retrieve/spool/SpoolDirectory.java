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
import org.jspecify.annotations.Nullable;

/**
 * A directory that belongs to this process alone, readable by its user alone. It is held by a file
 * lock, which the operating system drops with the process; so a directory whose lock is free was
 * left behind and may go.
 */
final class SpoolDirectory implements AutoCloseable {
  private static final Logger LOG = System.getLogger(SpoolDirectory.class.getName());
  private static final String PREFIX = "spool-";
  private static final String LOCK = "lock";

  private final Path path;
  private final FileChannel lockChannel;

  private SpoolDirectory(Path path, FileChannel lockChannel) {
    this.path = path;
    this.lockChannel = lockChannel;
  }

  /**
   * Makes a directory under the root, which is made too if it is missing, and removes those left
   * behind.
   */
  static SpoolDirectory open(Path root) throws IOException {
    Files.createDirectories(root);
    removeLeftBehind(root);
    String id = UUID.randomUUID().toString();
    Path unlocked = Files.createDirectory(root.resolve("opening-" + id), ownerOnly(root));
    FileChannel channel =
        FileChannel.open(
            unlocked.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    channel.lock();
    // It gets the name that others look at only when it is locked.
    Path path = Files.move(unlocked, root.resolve(PREFIX + id), StandardCopyOption.ATOMIC_MOVE);
    return new SpoolDirectory(path, channel);
  }

  Path path() {
    return path;
  }

  /** Removes the directory with all that is in it. */
  @Override
  public void close() throws IOException {
    try (lockChannel) {
      removeTree(path);
    }
  }

  private static void removeLeftBehind(Path root) throws IOException {
    try (DirectoryStream<Path> siblings = Files.newDirectoryStream(root, PREFIX + "*")) {
      for (Path sibling : siblings) {
        if (Files.isRegularFile(sibling.resolve(LOCK), LinkOption.NOFOLLOW_LINKS)) {
          removeOrLeave(sibling);
        }
      }
    }
  }

  /** What cannot be removed now is tried again at the next start; it keeps nobody from starting. */
  private static void removeOrLeave(Path directory) {
    try {
      removeIfUnlocked(directory);
    } catch (IOException fault) {
      LOG.log(Level.WARNING, "a spool that was left behind cannot be removed: " + directory, fault);
    }
  }

  private static void removeIfUnlocked(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock()) {
      if (lock != null) {
        removeTree(directory);
      }
    } catch (OverlappingFileLockException heldByThisProcess) {
      return;
    } catch (NoSuchFileException | AccessDeniedException notOurs) {
      // Another process removes it at this moment, or it belongs to another user.
      return;
    }
  }

  /**
   * Removes the lock last: a directory without one is nobody's, and would stay for ever if this
   * process died before the end.
   */
  private static void removeTree(Path directory) throws IOException {
    Path lock = directory.resolve(LOCK);
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(lock)) {
              Files.deleteIfExists(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (folder.equals(directory)) {
              Files.deleteIfExists(lock);
            }
            Files.deleteIfExists(folder);
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
