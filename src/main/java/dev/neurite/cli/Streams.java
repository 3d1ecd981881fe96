package dev.neurite.cli;

import java.io.BufferedOutputStream;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * What a command reads and prints to: the streams of the process, or those of a test.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param terminal whether somebody looks at the output while it comes
 */
record Streams(InputStream in, Printer out, Printer err, boolean terminal) {
  private static final int BUFFER = 1 << 13; // bytes

  /** Streams of one's own, without a terminal. */
  static Streams of(InputStream in, OutputStream out, OutputStream err) {
    return new Streams(in, new Printer(out), new Printer(err), false);
  }

  /** Those of the process. {@code System.out} would keep to itself that a write has failed. */
  static Streams standard() {
    Console console = System.console();
    return new Streams(
        System.in,
        new Printer(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER)),
        new Printer(StandardError.stream()),
        console != null && console.isTerminal());
  }
}
