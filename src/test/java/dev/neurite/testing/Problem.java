package dev.neurite.testing;

/**
 * What a {@link KernelCase} is run on: sizes, and the seed of everything else (offsets, padding,
 * elements, hyper-parameters).
 *
 * @param m rows
 * @param n columns of a product
 * @param k length of what is summed, and of vectors: inner dimension, row of a softmax, …
 * @param specials the share of elements that are NaN, infinite, zero, subnormal, huge, …
 * @param seed of the elements and the layout
 */
public record Problem(int m, int n, int k, double specials, long seed) {

  /** Ordinary elements, and the same layout for the same sizes. */
  public static Problem of(int m, int n, int k) {
    return new Problem(m, n, k, 0, 31 * (31 * m + n) + k);
  }

  /** This problem with another share of special elements. */
  public Problem withSpecials(double share) {
    return new Problem(m, n, k, share, seed);
  }
}
