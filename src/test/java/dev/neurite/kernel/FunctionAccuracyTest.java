package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions and derivatives stay within the errors that {@link Function} states. */
@Tag("kernel")
class FunctionAccuracyTest {
  private static final int STEP = 16381; // a prime: all exponents, and all low bits in turn
  private static final float P = 0.25f;

  private final FloatSweep sweep = new FloatSweep(STEP);
  private final Kernels kernels = TestKernels.expected();

  @ParameterizedTest
  @EnumSource
  void functionsStayWithinTheirUlps(Function f) {
    float[] got = sweep.values(kernels, f, P);
    for (int i = 0; i < got.length; i++) {
      float x = sweep.at(i);
      double exact = FunctionOracle.value(f, P, x);
      double error = FunctionOracle.ulps(got[i], exact);
      String what = f + " of " + x + " is " + exact + ", got " + got[i] + ", wrong by ulp " + error;
      assertTrue(error <= ulps(f, x), what);
    }
  }

  @ParameterizedTest
  @EnumSource
  void derivativesStayWithinTheirErrors(Function f) {
    float[] got = sweep.slopes(kernels, f, P);
    for (int i = 0; i < got.length; i++) {
      float x = sweep.at(i);
      if (Float.isNaN(x) && (f == Function.LEAKY_RELU || f == Function.STEP)) {
        continue; // said otherwise
      }
      double exact = FunctionOracle.slope(f, P, x);
      boolean within =
          FunctionOracle.ulps(got[i], exact) <= slopeUlps(f)
              || Math.abs(got[i] - exact) <= slopeError(f);
      assertTrue(within, f + "′ of " + x + " is " + exact + ", got " + got[i]);
    }
  }

  @ParameterizedTest
  @EnumSource
  void bitsAreThoseOfTheScalarKernels(Function f) {
    for (float p : new float[] {0, 0.25f, 1}) {
      assertSameBits(f, p, sweep);
    }
  }

  @Test
  @Tag("sample512")
  void bitsOfASampleAreThoseOfTheScalarKernels() {
    FloatSweep sample = new FloatSweep(4_194_301);
    for (Function f : Function.values()) {
      assertSameBits(f, 0.25f, sample);
    }
  }

  private void assertSameBits(Function f, float p, FloatSweep sample) {
    Kernels scalar = TestKernels.scalar();
    float[] values = sample.values(kernels, f, p);
    float[] expectedValues = sample.values(scalar, f, p);
    float[] slopes = sample.slopes(kernels, f, p);
    float[] expectedSlopes = sample.slopes(scalar, f, p);
    for (int i = 0; i < sample.size(); i++) {
      String what = f + " of " + sample.at(i) + ", p = " + p;
      assertEquals(expectedValues[i], values[i], what);
      assertEquals(expectedSlopes[i], slopes[i], what);
    }
  }

  /** What the Javadoc of {@link Function} states. */
  private static double ulps(Function f, float x) {
    return switch (f) {
      case IDENTITY, STEP -> 0;
      case LEAKY_RELU -> 0.5;
      case EXP -> 1.1;
      case LOG -> 1;
      case TANH -> 1.5;
      case ERF -> 1.1;
      case ELU -> 2.5;
      case SELU -> 2;
      case SIGMOID -> 2.5;
      case SOFTPLUS -> 2;
      case SILU, GELU_TANH -> 3.5;
      case GELU -> x < -8 ? 8.5 : 4.8;
    };
  }

  /** What the Javadoc of {@link Function} states of derivatives with a relative error. */
  private static double slopeUlps(Function f) {
    return switch (f) {
      case EXP -> ulps(Function.EXP, 0);
      case SOFTPLUS -> ulps(Function.SIGMOID, 0);
      case ERF -> 3;
      default -> 0.5;
    };
  }

  /** What the Javadoc of {@link Function} states of derivatives with an absolute error. */
  private static double slopeError(Function f) {
    return switch (f) {
      case SIGMOID, TANH -> 0x1p-23;
      case ELU -> P * 0x1p-23;
      case SELU, GELU, GELU_TANH, SILU -> 3 * 0x1p-24;
      default -> 0;
    };
  }
}
