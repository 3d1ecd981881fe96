package dev.neurite.io;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Replaces a file as a whole: the content goes to a temporary file in the same folder, is forced to
 * the disk, and takes the name in one step. Whoever reads that name, at whatever moment, sees the
 * old file or the new one; if anything fails, the old file is untouched and the temporary one gone.
 * An interrupt is no failure: the file is written, and the thread stays interrupted.
 */
public final class AtomicFile {
  private static final int ATTEMPTS = 1000; // names of temporary files that may be taken

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all of it; is asked again, for another channel, if an interrupt falls into it. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /** Writes {@code content} to {@code path}; a symbolic link keeps pointing where it points. */
  public static void write(Path path, Content content) throws IOException {
    Path target = Files.exists(path) ? path.toRealPath() : path.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException(Files.isDirectory(target) ? "is a folder" : "is not a regular file");
    }
    if (!Files.isDirectory(target.getParent())) {
      throw new IOException("there is no folder " + target.getParent());
    }
    Uninterrupted.run(() -> {
      replace(target, content);
      return target;
    });
  }

  private static void replace(Path target, Content content) throws IOException {
    Path temporary = create(target.getParent());
    boolean moved = false;
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(temporary);
      }
    }
  }

  /** A new empty file with the permissions that the process gives its files. */
  private static Path create(Path folder) throws IOException {
    String prefix = ".neurite-" + ProcessHandle.current().pid() + "-";
    for (int i = 0; ; i++) {
      try {
        return Files.createFile(folder.resolve(prefix + i + ".tmp"));
      } catch (FileAlreadyExistsException e) {
        if (i == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
