package dev.neurite.random;

import dev.neurite.check.Check;

/**
 * Random numbers as a pure function of (seed, purpose, step, index). Immutable; any thread may use
 * it.
 *
 * <p>Each word of the key is mixed in by the finaliser of SplitMix64 [1], which is a bijection of
 * 64 bits with full avalanche. Not for cryptography.
 *
 * <p>Only operations that are the same on every platform are used: integers, +, ×, sqrt and {@link
 * StrictMath}.
 *
 * <p>[1] G. Steele, D. Lea, C. Flood, <i>Fast splittable pseudorandom number generators</i>, OOPSLA
 * 2014.
 *
 * @param seed what the caller chose
 * @param purpose what the numbers are for
 */
public record CounterRandom(long seed, Purpose purpose) {
  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L; // 2⁶⁴ / golden ratio, odd

  /** What random numbers are for. The code enters the hash, so it never changes. */
  public enum Purpose {
    /** Initial weights; the step is the number of the parameter. */
    INITIALISE(1),
    /** The order of rows; the step is the epoch. */
    SHUFFLE(2),
    /** Which rows are held out. */
    SPLIT(3),
    /** Which neurons are left out of a step; the index is (layer, element). */
    DROPOUT(4),
    /** Points at which something is tried or checked. */
    SAMPLE(5),
    /** Which shard a row is in; the index is its key. */
    SHARD(6);

    private final long code;

    Purpose(int code) {
      this.code = code;
    }
  }

  /** Checks the purpose. */
  public CounterRandom {
    Check.notNull("random", "purpose", purpose);
  }

  /** 64 random bits. */
  public long bits(long step, long index) {
    long h = mix(seed + GOLDEN_GAMMA);
    h = mix(h ^ (purpose.code * GOLDEN_GAMMA));
    h = mix(h + step * GOLDEN_GAMMA);
    return mix(h + (index + 1) * GOLDEN_GAMMA);
  }

  /** Uniform in [0, 1): a multiple of 2⁻⁵³. */
  public double uniform(long step, long index) {
    return (bits(step, index) >>> 11) * 0x1p-53;
  }

  /** Standard normal, by Box and Muller's transform of two uniforms. */
  public double normal(long step, long index) {
    double radius = 1 - uniform(step, 2 * index); // in (0, 1]
    double angle = uniform(step, 2 * index + 1);
    return Math.sqrt(-2 * StrictMath.log(radius)) * StrictMath.cos(2 * Math.PI * angle);
  }

  /**
   * A uniform integer in [0, bound). The bias of the multiplication is below bound / 2⁶⁴.
   *
   * @throws IllegalArgumentException if bound is below 1
   */
  public int integer(long step, long index, int bound) {
    Check.positive("random", "bound", bound);
    return (int) Math.unsignedMultiplyHigh(bits(step, index), bound);
  }

  /** Puts {@code items} into a random order (Fisher–Yates). */
  public void shuffle(long step, int[] items) {
    for (int i = items.length - 1; i > 0; i--) {
      int j = integer(step, i, i + 1);
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }

  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
