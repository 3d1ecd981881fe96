package dev.neurite.cli;

import dev.neurite.io.AtomicFile;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write. */
final class OutputFile {
  private static final int BUFFER = 1 << 16; // bytes

  private OutputFile() {}

  /** What a file is to hold. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * Writes a file as a whole or not at all: until it is complete, one that was there stays. What is
   * no regular file, a pipe say, is written straight to.
   */
  static void write(Path file, Content content) throws IOException {
    checkFolder(file);
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER)) {
        content.writeTo(out);
      } catch (IOException e) {
        throw failure(file, e);
      }
      return;
    }
    try {
      AtomicFile.write(
          file,
          channel -> {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(out);
            out.flush();
          });
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static IOException failure(Path file, IOException e) {
    return new IOException(file + ": cannot be written: " + e.getMessage(), e);
  }

  /** Complains, before any work is done, of a file that can't be written. */
  static void checkFolder(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new IllegalArgumentException(
          file + ": cannot be written: no writable folder " + folder);
    }
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + ": cannot be written: it is a folder");
    }
  }
}
