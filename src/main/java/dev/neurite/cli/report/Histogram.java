package dev.neurite.cli.report;

import java.util.Arrays;

/**
 * How numbers are spread: counts of bins [i·w, (i + 1)·w), w a power of two, so that any two
 * histograms can be put on the bins of the coarser one without error.
 *
 * <p>Bins lie between the 0.2 % and the 99.8 % quantile; what lies outside counts in the bin at its
 * end. Exact zeros, which a rectifier makes by the thousand, and what is no finite number are
 * counted apart and are in no bin.
 *
 * @param exponent w = 2^exponent
 * @param first the index i of the first bin
 * @param counts by bin, none if no number is finite and other than 0
 * @param zeros how many are exactly 0
 * @param notFinite how many are NaN or infinite
 * @param total of all
 * @param mean of the finite ones, NaN without any
 * @param deviation their standard deviation
 * @param least of them
 * @param greatest of them
 */
record Histogram(
    int exponent,
    long first,
    int[] counts,
    int zeros,
    int notFinite,
    int total,
    double mean,
    double deviation,
    double least,
    double greatest) {
  static final int MOST_BINS = 64; // more are not seen in a picture of 300 points
  private static final double TAIL = 0.002; // the share on each side that makes no bins of its own
  private static final int LEAST_EXPONENT = -140; // the width of a bin stays a normal double

  /** The spread of these numbers; the array is used as scratch. */
  static Histogram of(float[] values) {
    int n = 0;
    int zeros = 0;
    for (float value : values) {
      zeros += value == 0 ? 1 : 0;
      if (value != 0 && Float.isFinite(value)) {
        values[n++] = value;
      }
    }
    int notFinite = values.length - n - zeros;
    Arrays.sort(values, 0, n);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += values[i];
    }
    double mean = sum / (n + zeros); // NaN if nothing is finite
    double squares = zeros * mean * mean;
    for (int i = 0; i < n; i++) {
      squares += (values[i] - mean) * (values[i] - mean);
    }
    double deviation = Math.sqrt(squares / (n + zeros));
    if (n == 0) {
      double edge = zeros > 0 ? 0 : Double.NaN;
      return new Histogram(
          0, 0, new int[0], zeros, notFinite, values.length, mean, deviation, edge, edge);
    }
    double low = values[(int) (TAIL * (n - 1))];
    double high = values[n - 1 - (int) (TAIL * (n - 1))];
    int exponent = exponent(low, high);
    long first = index(low, exponent);
    int[] counts = new int[(int) (index(high, exponent) - first) + 1];
    for (int i = 0; i < n; i++) {
      long bin = index(values[i], exponent) - first;
      counts[Math.clamp(bin, 0, counts.length - 1)]++;
    }
    double least = zeros > 0 ? Math.min(0, values[0]) : values[0];
    double greatest = zeros > 0 ? Math.max(0, values[n - 1]) : values[n - 1];
    return new Histogram(
        exponent, first, counts, zeros, notFinite, values.length, mean, deviation, least, greatest);
  }

  /** The index of the bin after the last. */
  long end() {
    return first + counts.length;
  }

  /** The same on bins of 2^wider, which must not be narrower. */
  Histogram coarser(int wider) {
    int shift = wider - exponent;
    if (shift == 0 || counts.length == 0) {
      return new Histogram(
          wider, first, counts, zeros, notFinite, total, mean, deviation, least, greatest);
    }
    long start = shifted(first, shift);
    int[] merged = new int[(int) (shifted(end() - 1, shift) - start) + 1];
    for (int i = 0; i < counts.length; i++) {
      merged[(int) (shifted(first + i, shift) - start)] += counts[i];
    }
    return new Histogram(
        wider, start, merged, zeros, notFinite, total, mean, deviation, least, greatest);
  }

  /** ⌊index / 2^shift⌋; a shift by more than 63 is one by 63. */
  static long shifted(long index, int shift) {
    return index >> Math.min(shift, 63);
  }

  /** The narrowest bins that are not too many between two numbers. */
  private static int exponent(double low, double high) {
    double range = high - low;
    double scale = range > 0 ? range : Math.max(Math.abs(low), Math.abs(high));
    int exponent = Math.max(LEAST_EXPONENT, Math.getExponent(scale) - 6); // 64 bins to 128
    while (index(high, exponent) - index(low, exponent) >= MOST_BINS) {
      exponent++;
    }
    return exponent;
  }

  private static long index(double value, int exponent) {
    return (long) Math.floor(Math.scalb(value, -exponent));
  }
}
