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

  /** Prints a line for each function that is named. */
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
    double exact = exact(f, at);
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

  /**
   * The oracle; where two terms of the series at 0 or the limits will do, those, which are fast.
   */
  private static double exact(Function f, double x) {
    double a = Math.abs(x);
    if (f == Function.LOG || a >= 0x1p-28 && a < 0x1p7 || Double.isNaN(x)) {
      return FunctionOracle.value(f, 1, x);
    }
    return a < 1 ? near(f, x) : far(f, x);
  }

  private static double near(Function f, double x) {
    return switch (f) {
      case EXP -> 1 + x;
      case SIGMOID -> 0.5 + x / 4;
      case SOFTPLUS -> Math.log(2) + x / 2;
      case TANH -> x;
      case ERF -> 2 / Math.sqrt(Math.PI) * x;
      case SILU -> x * (0.5 + x / 4);
      case GELU -> x * (0.5 + x / Math.sqrt(2 * Math.PI));
      case GELU_TANH -> x * (0.5 + x * Math.sqrt(0.5 / Math.PI));
      default -> FunctionOracle.value(f, 1, x);
    };
  }

  private static double far(Function f, double x) {
    return switch (f) {
      case EXP -> x > 0 ? Double.POSITIVE_INFINITY : 0;
      case SIGMOID -> x > 0 ? 1 : 0;
      case TANH, ERF -> Math.signum(x);
      case SOFTPLUS, SILU, GELU, GELU_TANH -> Math.max(x, 0);
      default -> FunctionOracle.value(f, 1, x);
    };
  }
}
