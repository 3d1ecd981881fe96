package dev.neurite.cli;

import java.util.function.Supplier;

/**
 * A bar that fills up on a terminal. Where output is not a terminal it prints nothing but whole
 * lines, without escapes, so that logs stay readable.
 *
 * <p>One caller at a time.
 */
final class ProgressBar {
  private static final int WIDTH = 16; // columns: leaves room for texts on a line of 80

  private final Printer out;
  private final boolean terminal;
  private int shown;
  private int filled = -1;

  ProgressBar(Printer out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A bar on standard output. */
  static ProgressBar on(Streams streams) {
    return new ProgressBar(streams.out(), streams.terminal());
  }

  /** Shows that {@code done} of {@code total} is done; redrawn only when the bar grows. */
  void update(String label, int done, int total) {
    update(label, done, total, () -> "");
  }

  /**
   * As {@link #update(String, int, int)}, with a text behind that is asked for when it is shown.
   */
  void update(String label, int done, int total, Supplier<String> more) {
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
            + total
            + more.get();
    out.text("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
    shown = text.length();
  }

  /** Prints a line in place of the bar. */
  void line(String text) {
    clear();
    out.text(text + "\n");
  }

  /** Takes the bar away. */
  void clear() {
    if (terminal && shown > 0) {
      out.text("\r" + " ".repeat(shown) + "\r");
    }
    shown = 0;
    filled = -1;
  }
}
