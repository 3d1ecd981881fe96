package dev.neurite.testing;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/** A source of floats and small integers for tests: the next one is a hash of seed and count. */
public final class Elements {
  /** Values at which kernels go wrong: edges of the format, of exp, of tanh, of the losses. */
  private static final float[] SPECIALS = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    0f,
    -0f,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    0x1.fffffcp-127f, // the largest subnormal
    -0x1.8p-130f,
    Float.MIN_NORMAL,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    1e30f,
    -1e-30f,
    88.72284f, // e^x overflows above
    -87.33655f, // e^x becomes subnormal below
    -103.97208f, // e^x becomes 0 below
    9.010913f, // tanh x rounds to 1 above
    17f,
    -17f,
    1f,
    -1f,
    0.5f,
    -0.5f
  };

  private final CounterRandom random;
  private final double share;
  private long count;

  /**
   * A source.
   *
   * @param specials the share of special values: NaN, infinite, zero, subnormal, huge, any bits
   */
  public Elements(long seed, double specials) {
    this.random = new CounterRandom(seed, Purpose.SAMPLE);
    this.share = specials;
  }

  /** The special values, in a fresh array. */
  public static float[] specials() {
    return SPECIALS.clone();
  }

  /** The next element: uniform in [−2, 2), or special. */
  public float next() {
    return next(2);
  }

  /** The next element: uniform in [−16, 16), or special. */
  public float nextWide() {
    return next(16);
  }

  /** The next number that is uniform in [low, high), never special. */
  public float between(double low, double high) {
    return (float) (low + (high - low) * random.uniform(2, count++));
  }

  /** The next integer in [0, bound). */
  public int integer(int bound) {
    return random.integer(3, count++, bound);
  }

  private float next(double bound) {
    if (share > 0 && random.uniform(0, ++count) < share) {
      return special();
    }
    return between(-bound, bound);
  }

  /** One of the list, or as often any bits at all. */
  private float special() {
    int index = random.integer(1, count, 2 * SPECIALS.length);
    return index < SPECIALS.length
        ? SPECIALS[index]
        : Float.intBitsToFloat((int) random.bits(4, count));
  }
}
