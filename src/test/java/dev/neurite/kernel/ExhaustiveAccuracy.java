package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Locale;

/**
 * The largest error of functions over all 2³² floats, by hand: minutes for each function.
 *
 * <p>Run, on the class path of the tests: {@code java --add-modules jdk.incubator.vector
 * -Dneurite.test.expect=simd-256 dev.neurite.kernel.ExhaustiveAccuracy EXP LOG}
 */
final class ExhaustiveAccuracy {
  private static final int BLOCK = 1 << 16; // floats

  private final Elementwise kernels = TestKernels.expected().elementwise();
  private final Arena arena = Arena.ofAuto();
  private final MemorySegment x = arena.allocate(4L * BLOCK, 64);
  private final MemorySegment y = arena.allocate(4L * BLOCK, 64);
  private double worst;
  private float worstAt;
  private double worstAbsolute;
  private float worstAbsoluteAt;

  private ExhaustiveAccuracy() {}

  /** Prints a line per function; without arguments, of all functions of one variable. */
  public static void main(String[] functions) {
    for (String name : functions) {
      long start = System.nanoTime();
      ExhaustiveAccuracy accuracy = new ExhaustiveAccuracy();
      accuracy.sweep(Function.valueOf(name));
      System.out.printf(
          Locale.ROOT,
          "%s %s: %.3f ulp at %s (0x%08x); %.3g absolute at %s; %d s%n",
          TestKernels.expectedName(),
          name,
          accuracy.worst,
          accuracy.worstAt,
          Float.floatToRawIntBits(accuracy.worstAt),
          accuracy.worstAbsolute,
          accuracy.worstAbsoluteAt,
          (System.nanoTime() - start) / 1_000_000_000);
    }
  }

  private void sweep(Function f) {
    for (long block = 0; block < 1L << 32; block += BLOCK) {
      for (int i = 0; i < BLOCK; i++) {
        x.setAtIndex(JAVA_INT, i, (int) block + i);
      }
      kernels.activate(f, 1, BLOCK, x, 0, y, 0);
      for (int i = 0; i < BLOCK; i++) {
        compare(f, x.getAtIndex(JAVA_FLOAT, i), y.getAtIndex(JAVA_FLOAT, i));
      }
    }
  }

  private void compare(Function f, float at, float got) {
    double exact = FunctionOracle.value(f, 1, at);
    double ulps = FunctionOracle.ulps(got, exact);
    if (ulps > worst) {
      worst = ulps;
      worstAt = at;
    }
    double absolute = Math.abs(got - exact);
    if (absolute > worstAbsolute && absolute < Double.POSITIVE_INFINITY) {
      worstAbsolute = absolute;
      worstAbsoluteAt = at;
    }
  }
}
