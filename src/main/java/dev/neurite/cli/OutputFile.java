package dev.neurite.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** Files that commands write. */
final class OutputFile {
  private OutputFile() {}

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
