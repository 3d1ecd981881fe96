package dev.neurite.cli;

import java.util.Locale;

/** Rows per second and the time that is left of a training run. */
final class Pace {
  private static final double SECOND = 1e9; // nanoseconds

  private final int rows;
  private final int epochs;
  private long start; // when counting began
  private double first = -1; // place in the run then, in epochs

  /** A run over {@code rows} rows an epoch. */
  Pace(int rows, int epochs) {
    this.rows = rows;
    this.epochs = epochs;
  }

  /**
   * What to say at a place in the run: {@code 12345 rows/s, 3 s left}; nothing at the first, where
   * counting begins.
   */
  String at(int epoch, int batch, int batches) {
    double place = epoch - 1 + (double) batch / batches;
    if (first < 0) {
      first = place;
      start = System.nanoTime();
    }
    double seconds = (System.nanoTime() - start) / SECOND;
    double done = place - first; // epochs
    if (done == 0) {
      return "";
    }
    double left = seconds / done * (epochs - place);
    return String.format(Locale.ROOT, "%.0f rows/s, %s left", rows * done / seconds, time(left));
  }

  /** {@code 12 s}, {@code 3 min 20 s}, {@code 2 h 5 min}. */
  static String time(double seconds) {
    long whole = Math.round(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    return whole < 3600
        ? whole / 60 + " min " + whole % 60 + " s"
        : whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
