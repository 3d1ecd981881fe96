package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Zeros, infinities, NaN, and where functions saturate. */
@Tag("kernel")
class FunctionSpecialsTest {
  private final Kernels kernels = TestKernels.expected();

  @ParameterizedTest
  @CsvSource({
    "STEP, 0, 1",
    "STEP, -0.0, 1",
    "STEP, -1e-45, 0",
    "STEP, -Infinity, 0",
    "SIGMOID, 0, 0.5",
    "SIGMOID, -0.0, 0.5",
    "SIGMOID, Infinity, 1",
    "SIGMOID, -Infinity, 0",
    "TANH, 0, 0",
    "TANH, -0.0, -0.0",
    "TANH, Infinity, 1",
    "TANH, -Infinity, -1",
    "TANH, 9, 0.99999994",
    "TANH, -9, -0.99999994",
    "TANH, 10, 1",
    "TANH, -10, -1",
    "TANH, 1e-45, 1e-45",
    "TANH, 1.1754944e-38, 1.1754944e-38",
    "TANH, -1e-5, -1e-5",
    "LEAKY_RELU, -0.0, 0",
    "LEAKY_RELU, -Infinity, 0",
    "LEAKY_RELU, Infinity, Infinity",
    "ELU, -0.0, -0.0",
    "ELU, Infinity, Infinity",
    "SELU, Infinity, Infinity",
    "SELU, -Infinity, -1.7580993",
    "GELU, 0, 0",
    "GELU, -0.0, -0.0",
    "GELU, Infinity, Infinity",
    "GELU, -Infinity, -0.0",
    "GELU, -20, -0.0",
    "GELU, 20, 20",
    "GELU_TANH, 0, 0",
    "GELU_TANH, -0.0, -0.0",
    "GELU_TANH, Infinity, Infinity",
    "GELU_TANH, -Infinity, -0.0",
    "SOFTPLUS, -Infinity, 0",
    "SOFTPLUS, Infinity, Infinity",
    "SOFTPLUS, 0, 0.6931472",
    "SILU, 0, 0",
    "SILU, -0.0, -0.0",
    "SILU, Infinity, Infinity",
    "SILU, -Infinity, -0.0",
    "EXP, 0, 1",
    "EXP, -0.0, 1",
    "EXP, Infinity, Infinity",
    "EXP, -Infinity, 0",
    "EXP, 89, Infinity",
    "EXP, 3e38, Infinity",
    "EXP, -103.2, 1e-45",
    "EXP, -104, 0",
    "EXP, -3e38, 0",
    "LOG, 0, -Infinity",
    "LOG, -0.0, -Infinity",
    "LOG, 1, 0",
    "LOG, Infinity, Infinity",
    "LOG, -1, NaN",
    "LOG, -1e-45, NaN",
    "LOG, -Infinity, NaN",
    "LOG, 1e-45, -103.27893",
    "ERF, 0, 0",
    "ERF, -0.0, -0.0",
    "ERF, Infinity, 1",
    "ERF, -Infinity, -1",
    "ERF, 4, 1"
  })
  void specialValuesAreThoseOfTheContract(Function f, float x, float expected) {
    assertEquals(expected, value(f, 0, x));
  }

  @ParameterizedTest
  @CsvSource({
    "STEP, NaN, 0",
    "SIGMOID, -Infinity, 0",
    "SIGMOID, Infinity, 0",
    "TANH, -Infinity, 0",
    "TANH, Infinity, 0",
    "LEAKY_RELU, 0, 0",
    "LEAKY_RELU, -0.0, 0",
    "LEAKY_RELU, NaN, 1",
    "LEAKY_RELU, -Infinity, 0",
    "GELU, -Infinity, 0",
    "GELU, Infinity, 1",
    "GELU, 0, 0.5",
    "GELU_TANH, -Infinity, 0",
    "GELU_TANH, Infinity, 1",
    "GELU_TANH, 0, 0.5",
    "SILU, -Infinity, 0",
    "SILU, Infinity, 1",
    "SILU, 0, 0.5",
    "SOFTPLUS, -Infinity, 0",
    "SOFTPLUS, Infinity, 1",
    "EXP, -Infinity, 0",
    "LOG, Infinity, 0",
    "LOG, -0.0, -Infinity",
    "ERF, -Infinity, 0",
    "ERF, Infinity, 0",
    "ERF, 0, 1.1283792"
  })
  void derivativesHaveTheirLimits(Function f, float x, float expected) {
    float slope = slope(f, 0, x);
    assertTrue(
        slope == expected || Float.isNaN(expected) && Float.isNaN(slope), f + "′ = " + slope);
  }

  @ParameterizedTest
  @EnumSource
  void nanGivesNan(Function f) {
    assertEquals(Float.NaN, value(f, 0, Float.NaN));
    assertEquals(Float.NaN, value(f, 1, Float.NaN));
  }

  @Test
  void reluOfANegativeNumberIsPositiveZero() {
    assertEquals(0f, value(Function.LEAKY_RELU, 0, -3));
    assertEquals(-0.75f, value(Function.LEAKY_RELU, 0.25f, -3));
  }

  @Test
  void reluKeepsInfiniteGradientsOut() {
    try (Arena arena = Arena.ofConfined()) {
      Elementwise e = kernels.elementwise();
      MemorySegment x = arena.allocateFrom(JAVA_FLOAT, -1f);
      MemorySegment dx = arena.allocateFrom(JAVA_FLOAT, Float.POSITIVE_INFINITY);
      e.activateBackward(Function.LEAKY_RELU, 0, 1, x, 0, x, 0, dx, 0, dx, 0);
      assertEquals(0f, dx.getAtIndex(JAVA_FLOAT, 0));
    }
  }

  private float value(Function f, float p, float x) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment y = arena.allocateFrom(JAVA_FLOAT, x);
      kernels.elementwise().activate(f, p, 1, y, 0, y, 0);
      return y.getAtIndex(JAVA_FLOAT, 0);
    }
  }

  private float slope(Function f, float p, float at) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocateFrom(JAVA_FLOAT, at);
      MemorySegment y = arena.allocateFrom(JAVA_FLOAT, value(f, p, at));
      MemorySegment dx = arena.allocateFrom(JAVA_FLOAT, 1f);
      kernels.elementwise().activateBackward(f, p, 1, x, 0, y, 0, dx, 0, dx, 0);
      return dx.getAtIndex(JAVA_FLOAT, 0);
    }
  }
}
