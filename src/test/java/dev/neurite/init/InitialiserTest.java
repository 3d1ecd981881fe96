package dev.neurite.init;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InitialiserTest {
  private static final int OUT = 200;
  private static final int IN = 300;

  private static double[] draw(Initialiser initialiser) {
    try (Arena arena = Arena.ofConfined()) {
      Tensor w = Tensor.allocate(arena, OUT, IN);
      initialiser.fill(w, IN, OUT, new CounterRandom(1, Purpose.INITIALISE), 0);
      float[] values = w.toArray();
      return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
  }

  private static void assertVariance(double variance, Initialiser initialiser) {
    double[] w = draw(initialiser);
    double n = w.length;
    double mean = 0;
    double square = 0;
    for (double x : w) {
      mean += x / n;
      square += x * x / n;
    }
    // five standard errors; the fourth moment of both distributions is at most 3·variance²
    assertEquals(0, mean, 5 * Math.sqrt(variance / n));
    assertEquals(variance, square, 5 * Math.sqrt(2 * variance * variance / n));
  }

  @Test
  void weightsHaveTheVarianceOfTheirFormula() {
    for (Distribution d : Distribution.values()) {
      assertVariance(2.0 / (IN + OUT), new Glorot(d));
      assertVariance(2.0 / IN, new He(d));
      assertVariance(1.0 / IN, new LeCun(d));
      assertVariance(3.0 / IN, new VarianceScaling(3, Fan.IN, d));
      assertVariance(2.0 / OUT, new VarianceScaling(2, Fan.OUT, d));
      assertVariance(1.0 / (IN + OUT), new VarianceScaling(0.5f, Fan.AVERAGE, d));
      assertVariance(0.25, new VarianceScaling(0.25f, Fan.NONE, d));
    }
  }

  @Test
  void uniformWeightsStayWithinTheirLimit() {
    double limit = Math.sqrt(6.0 / (IN + OUT)) * (1 + 0x1p-23);
    for (double x : draw(new Glorot(Distribution.UNIFORM))) {
      assertTrue(Math.abs(x) <= limit, () -> x + " above " + limit);
    }
  }

  @Test
  void rowsOrColumnsAreOrthogonalAndAsLongAsTheGain() {
    double[] w = draw(new Orthogonal(2)); // fewer rows than columns
    for (int a = 0; a < OUT; a++) {
      for (int b = a; b < OUT; b++) {
        double dot = 0;
        for (int i = 0; i < IN; i++) {
          dot += w[a * IN + i] * w[b * IN + i];
        }
        assertEquals(a == b ? 4 : 0, dot, 1e-6);
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      Tensor tall = Tensor.allocate(arena, 9, 4);
      new Orthogonal(1).fill(tall, 4, 9, new CounterRandom(1, Purpose.INITIALISE), 0);
      for (int a = 0; a < 4; a++) {
        for (int b = a; b < 4; b++) {
          double dot = 0;
          for (int j = 0; j < 9; j++) {
            dot += (double) tall.get(j * 4 + a) * tall.get(j * 4 + b);
          }
          assertEquals(a == b ? 1 : 0, dot, 1e-6);
        }
      }
    }
  }

  @Test
  void aConstantIsConstantAndFinite() {
    for (double x : draw(new Constant(0.5f))) {
      assertEquals(0.5, x);
    }
    assertEquals(
        "constant: value must be finite, got NaN",
        messageOf(IllegalArgumentException.class, () -> new Constant(Float.NaN)));
  }
}
