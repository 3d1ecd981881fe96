package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.kernel.Form;
import dev.neurite.kernel.Products;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.OptionalDouble;

/**
 * What one core does in this JVM, measured here and now.
 *
 * @param peak GFLOP/s of fused multiply–adds in registers; empty where there is no compiled Vector
 *     API to measure it with
 * @param product GFLOP/s of a matrix product on Neurite's kernels
 * @param sizes of it: {@code 128x256x784}
 * @param kernels that made the product
 * @param reading GB/s read from memory, out of no cache
 */
record CoreSpeed(
    OptionalDouble peak, double product, String sizes, String kernels, double reading) {
  private static final int M = 128; // a batch
  private static final int FEW = 4; // rows of one: interpreted, 128 may take seconds
  private static final int N = 256; // neurons
  private static final int K = 784; // features
  private static final long WINDOW = 3_000_000; // ns: far above the clock's resolution
  private static final long MOST_READ = 1 << 27; // bytes: more than most caches have

  /**
   * Measures: for half of these nanoseconds once the code is compiled, up to five halves in all.
   */
  static CoreSpeed measure(Backend backend, Jvm jvm, long nanos) {
    int m = jvm.isInterpreted() ? FEW : M;
    try (Engine engine = backend.start();
        Arena arena = Arena.ofConfined()) {
      Windows product = new Windows(product(engine.kernels().products(), m, arena), WINDOW);
      Windows peak = jvm.compilesVectors() ? new Windows(multiplyAdds(), WINDOW) : null;
      product.settle(nanos, 0);
      if (peak != null) {
        peak.settle(nanos, 0);
      }
      long start = System.nanoTime();
      do { // in turn: on a shared machine both swing together
        product.countOnce();
        if (peak != null) {
          peak.countOnce();
        }
      } while (System.nanoTime() - start < nanos / 4);
      return new CoreSpeed(
          peak == null ? OptionalDouble.empty() : OptionalDouble.of(FmaPeak.FLOP / peak.best()),
          2.0 * m * N * K / product.best(),
          m + "x" + N + "x" + K,
          engine.report().kernels(),
          reading(arena, jvm, nanos / 4));
    }
  }

  /** The product's share of the peak. */
  OptionalDouble share() {
    return peak.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(product / peak.getAsDouble());
  }

  private static Runnable multiplyAdds() {
    FmaPeak peak = new FmaPeak();
    return peak::run;
  }

  private static Runnable product(Products products, int m, Arena arena) {
    MemorySegment a = ones(arena, m, K);
    MemorySegment b = ones(arena, N, K);
    MemorySegment c = ones(arena, m, N);
    return () -> products.gemm(Form.NT, m, N, K, a, 0, K, b, 0, K, false, c, 0, N);
  }

  private static MemorySegment ones(Arena arena, int rows, int columns) {
    MemorySegment matrix = Tensor.allocate(arena, rows, columns).segment();
    for (long i = 0; i < (long) rows * columns; i++) {
      matrix.setAtIndex(ValueLayout.JAVA_FLOAT, i, 1);
    }
    return matrix;
  }

  private static double reading(Arena arena, Jvm jvm, long nanos) {
    long bytes = Math.min(MOST_READ, Long.highestOneBit(jvm.heap() / 4));
    MemoryReader reader = new MemoryReader(arena, bytes);
    Windows windows = new Windows(reader, WINDOW);
    windows.settle(nanos / 2, 0).count(nanos / 2);
    return MemoryReader.WINDOW / windows.best();
  }
}
