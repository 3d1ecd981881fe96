package dev.neurite.testing;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** The one factory of jqwik's arbitraries: what is generated leans to where kernels break. */
public final class Generators {
  /**
   * Around lanes of 4, 8, 16; tiles of 6, 8, 12, 16; orders of 4 and 16 outputs; 64 lanes; primes.
   */
  private static final List<Integer> EDGES =
      List.of(
          0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 15, 16, 17, 18, 23, 24, 25, 31, 32, 33, 37, 47,
          48, 49, 61, 63, 64, 65, 67);

  /** Around the blocks of the inner dimension. */
  private static final List<Integer> LONG_EDGES =
      List.of(
          127, 128, 129, 255, 256, 257, 300, 399, 400, 401, 511, 512, 513, 900, 1023, 1024, 1025);

  private Generators() {}

  /** A number of rows or columns: an edge, or anything up to 70. */
  public static Arbitrary<Integer> sizes() {
    return Arbitraries.frequencyOf(
        Tuple.of(4, Arbitraries.of(EDGES)), Tuple.of(1, Arbitraries.integers().between(0, 70)));
  }

  /** The length of a vector or of the inner dimension: a size, now and then a long one. */
  public static Arbitrary<Integer> lengths() {
    return Arbitraries.frequencyOf(
        Tuple.of(8, sizes()),
        Tuple.of(2, Arbitraries.integers().between(0, 300)),
        Tuple.of(1, Arbitraries.of(LONG_EDGES)));
  }

  /** Any seed. */
  public static Arbitrary<Long> seeds() {
    return Arbitraries.longs();
  }

  /**
   * Sizes, and the seed of elements and layout: half of the problems have special elements. Offsets
   * and leading dimensions follow from the seed ({@link OperandFactory}).
   */
  public static Arbitrary<Problem> problems() {
    return Combinators.combine(
            sizes(), sizes(), lengths(), Arbitraries.of(0.0, 0.0, 0.01, 0.3), seeds())
        .as((m, n, k, specials, seed) -> new Problem(m, n, k, specials, seed));
  }

  /** One of these cases. */
  public static Arbitrary<KernelCase> of(List<KernelCase> cases) {
    return Arbitraries.of(cases);
  }
}
