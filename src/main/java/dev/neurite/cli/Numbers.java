package dev.neurite.cli;

import java.util.Locale;

/** Numbers and quantities as people read them, in no locale. */
final class Numbers {
  private static final String[] BYTES = {"bytes", "KiB", "MiB", "GiB", "TiB"};
  private static final String[] TIMES = {"ns", "µs", "ms", "s"};

  private Numbers() {}

  /** Three digits: {@code 0.012}, {@code 3.14}, {@code 12300}, {@code 1.2e-05}. */
  static String of(double value) {
    double size = Math.abs(value);
    if (size == 0) {
      return "0"; // and not −0
    }
    if (value == Math.rint(value) && size < 1e6) {
      return String.format(Locale.ROOT, "%.0f", value);
    }
    if (!(size >= 1e-3 && size < 1e6)) {
      return String.format(Locale.ROOT, "%.3g", value);
    }
    int digits = (int) Math.floor(Math.log10(size));
    return String.format(Locale.ROOT, "%." + Math.max(0, 2 - digits) + "f", value);
  }

  /** {@code 1.5 GiB}. */
  static String bytes(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < BYTES.length - 1) {
      value /= 1024;
      unit++;
    }
    return of(value) + " " + (bytes == 1 ? "byte" : BYTES[unit]);
  }

  /** {@code 820 ns}, {@code 1.2 ms}. */
  static String time(double nanos) {
    int unit = 0;
    double value = nanos;
    while (value >= 999.5 && unit < TIMES.length - 1) {
      value /= 1000;
      unit++;
    }
    return of(value) + " " + TIMES[unit];
  }

  /** {@code 1,234,567}. */
  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** {@code 86 %}; a share of nothing is {@code -}. */
  static String percent(double share) {
    return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
