package dev.neurite.cli;

import java.io.FileDescriptor;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.OutputStream;

/**
 * Where messages go. The launcher gives the JVM a standard error of its own, from which it takes
 * the JVM's warning about incubator modules out, and says where the real one is; messages go there
 * straight, so that they come in order. Without a launcher it is the process's.
 */
final class StandardError {
  private static final String PROPERTY = "neurite.stderr"; // a path, set by bin/neurite

  private StandardError() {}

  static OutputStream stream() {
    String path = System.getProperty(PROPERTY);
    if (path != null) {
      try {
        return new FileOutputStream(path, true); // appends: a log keeps what it has
      } catch (FileNotFoundException _) {
        // a socket can't be opened by name; the process's own works, by way of the launcher
      }
    }
    return new FileOutputStream(FileDescriptor.err);
  }
}
