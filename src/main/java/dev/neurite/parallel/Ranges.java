package dev.neurite.parallel;

/**
 * The split of [0, size) into contiguous parts, each but the last a multiple of the granule, none
 * more than one granule longer than another. A function of its arguments alone.
 */
final class Ranges {

  private Ranges() {}

  /** The number of parts that are not empty: at most {@code threads}. */
  static int parts(int size, int granule, int threads) {
    return Math.min(threads, granules(size, granule));
  }

  /** Where part {@code part} of {@code parts} starts; part {@code parts} starts at {@code size}. */
  static int start(int part, int parts, int size, int granule) {
    long first = (long) granules(size, granule) * part / parts;
    return (int) Math.min(size, first * granule);
  }

  private static int granules(int size, int granule) {
    return size / granule + (size % granule == 0 ? 0 : 1);
  }
}
