package dev.neurite.cli;

import java.io.Console;
import java.io.PrintStream;

/**
 * A bar that fills up on a terminal. Where output is not a terminal it prints nothing but whole
 * lines, without escapes, so that logs stay readable.
 *
 * <p>One caller at a time.
 */
final class ProgressBar {
  private static final int WIDTH = 24; // columns: leaves room for a text on a line of 80

  private final PrintStream out;
  private final boolean terminal;
  private int shown;
  private int filled = -1;

  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar on standard output. */
  static ProgressBar onStandardOutput() {
    Console console = System.console();
    return new ProgressBar(System.out, console != null && console.isTerminal());
  }

  /** Shows that {@code done} of {@code total} is done; redrawn only when the bar grows. */
  void update(String label, int done, int total) {
    int columns = total == 0 ? WIDTH : (int) ((long) WIDTH * done / total);
    if (!terminal || columns == filled) {
      return;
    }
    filled = columns;
    String text =
        label
            + " ["
            + "#".repeat(columns)
            + ".".repeat(WIDTH - columns)
            + "] "
            + done
            + "/"
            + total;
    out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    out.flush();
    shown = text.length();
  }

  /** Prints a line in place of the bar. */
  void line(String text) {
    clear();
    out.println(text);
  }

  /** Takes the bar away. */
  void clear() {
    if (terminal && shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
    }
    shown = 0;
    filled = -1;
  }
}
