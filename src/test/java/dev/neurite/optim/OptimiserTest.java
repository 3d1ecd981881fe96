package dev.neurite.optim;

import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.backend.Engine;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The steps of every optimiser against its formulas in 64 bits, on f(w) = (w − 1)²·c. */
class OptimiserTest {
  private static final double[] C = {0.5, 2, 8};
  private static final int STEPS = 30;
  private static final float DECAY = 0.05f;

  /** The formulas, one weight at a time: w, then what is remembered. */
  private interface Reference {
    double step(int t, double w, double g, double[] memory);
  }

  /** Each step adds a few roundings relative to w and to the step: 10·u·(1 + |w|) with room. */
  private static final double BOUND = STEPS * 10 * 0x1p-24 * 3;

  private static void check(Optimiser optimiser, Reference reference) {
    try (Engine engine = TestBackend.expected().start();
        Arena arena = Arena.ofShared()) {
      Tensor w = Tensor.of(arena, new float[] {-1, 0.5f, 2}, 3);
      Tensor g = Tensor.allocate(arena, 3);
      OptimiserState state = OptimiserState.create(arena, optimiser, List.of(w));
      double[] exact = {-1, 0.5, 2};
      double[][] memory = new double[3][2];
      for (int t = 1; t <= STEPS; t++) {
        for (int i = 0; i < 3; i++) {
          g.set(i, (float) (2 * C[i] * (w.get(i) - 1)));
          double slope = 2 * C[i] * (exact[i] - 1) + DECAY * exact[i];
          exact[i] = reference.step(t, exact[i], slope, memory[i]);
        }
        state.beginStep();
        state.step(engine.kernels(), 0, DECAY, w, g);
        for (int i = 0; i < 3; i++) {
          assertWithin(exact[i], w.get(i), BOUND, optimiser + " step " + t + " weight " + i);
        }
      }
      assertEquals(STEPS, state.steps());
    }
  }

  @Tag("kernel")
  @Test
  void gradientDescentFollowsItsFormula() {
    float rate = 0.03f;
    check(new Sgd(rate), (t, w, g, m) -> w - rate * g);
  }

  @Tag("kernel")
  @Test
  void momentumFollowsItsFormula() {
    float rate = 0.02f;
    float mu = 0.5f;
    check(
        new Momentum(rate, mu),
        (t, w, g, m) -> {
          m[0] = mu * m[0] + g;
          return w - rate * m[0];
        });
  }

  @Tag("kernel")
  @Test
  void nesterovsMomentumFollowsItsFormula() {
    float rate = 0.02f;
    float mu = 0.5f;
    check(
        new Momentum(rate, mu, true),
        (t, w, g, m) -> {
          m[0] = mu * m[0] + g;
          return w - rate * (g + mu * m[0]);
        });
  }

  @Tag("kernel")
  @Test
  void adamFollowsAlgorithmOne() {
    Adam adam = new Adam(0.05f);
    check(
        adam,
        (t, w, g, m) -> {
          m[0] = adam.beta1() * m[0] + (1 - (double) adam.beta1()) * g;
          m[1] = adam.beta2() * m[1] + (1 - (double) adam.beta2()) * g * g;
          double mean = m[0] / (1 - Math.pow(adam.beta1(), t));
          double square = m[1] / (1 - Math.pow(adam.beta2(), t));
          return w - adam.learningRate() * mean / (Math.sqrt(square) + adam.epsilon());
        });
  }

  @Test
  void badHyperParametersAreRefusedWithTheNumbers() {
    assertEquals(
        "sgd: learningRate must be a finite number above 0, got NaN",
        messageOf(IllegalArgumentException.class, () -> new Sgd(Float.NaN)));
    assertEquals(
        "momentum: momentum must be in [0.0, 1.0), got 1.0",
        messageOf(IllegalArgumentException.class, () -> new Momentum(1, 1)));
    assertEquals(
        "adam: beta2 must be in [0.0, 1.0), got -0.5",
        messageOf(IllegalArgumentException.class, () -> new Adam(1, 0.9f, -0.5f, 1e-8f)));
    assertEquals(
        "adam: epsilon must be a finite number above 0, got 0.0",
        messageOf(IllegalArgumentException.class, () -> new Adam(1, 0.9f, 0.9f, 0)));
  }
}
