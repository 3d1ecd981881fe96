package dev.neurite.optim;

import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.optim.Minimum.Ending;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Optimisers of the whole data: L-BFGS step by step as PyTorch, and the minima both find. */
class WholeDataTest {
  private static final double[] START = {-1.2, 1, -1.2, 1, -1.2, 1};

  /** Rosenbrock's valley: Σ 100·(xᵢ₊₁ − xᵢ²)² + (1 − xᵢ)², whose minimum is 0 at (1, …, 1). */
  private static final class Rosenbrock implements TwiceDifferentiable {
    private double[] at;

    @Override
    public int dimension() {
      return START.length;
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      at = x.clone();
      Arrays.fill(gradient, 0);
      double sum = 0;
      for (int i = 0; i + 1 < x.length; i++) {
        double bend = x[i + 1] - x[i] * x[i];
        sum += 100 * bend * bend + (1 - x[i]) * (1 - x[i]);
        gradient[i] += -400 * bend * x[i] - 2 * (1 - x[i]);
        gradient[i + 1] += 200 * bend;
      }
      return sum;
    }

    @Override
    public void hessianTimes(double[] v, double[] h) {
      Arrays.fill(h, 0);
      for (int i = 0; i + 1 < v.length; i++) {
        double x = at[i];
        h[i] += (1200 * x * x - 400 * at[i + 1] + 2) * v[i] - 400 * x * v[i + 1];
        h[i + 1] += -400 * x * v[i] + 200 * v[i + 1];
      }
    }
  }

  @Test
  void lbfgsTakesTheStepsOfPyTorch() throws IOException {
    var stream = WholeDataTest.class.getResourceAsStream("lbfgs.csv");
    try (var in = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      for (String line : in.lines().toList()) {
        double[] f = Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
        double[] x = START.clone();
        new Lbfgs(10, (int) f[0], 0, 0).minimise(new Rosenbrock(), x);
        for (int i = 0; i < x.length; i++) {
          // the same formulas in double; a valley of slope 100 amplifies their roundings
          assertWithin(f[i + 1], x[i], 1e-7, "x" + i + " after step " + (int) f[0]);
        }
      }
    }
  }

  @Test
  void bothFindTheBottomOfTheValley() {
    double[] x = START.clone();
    Minimum byLbfgs = Lbfgs.DEFAULT.minimise(new Rosenbrock(), x);
    check(byLbfgs, x);
    double[] y = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5}; // on this side of the ridge to another minimum
    Minimum byNewton = TrustRegionNewton.DEFAULT.minimise(new Rosenbrock(), y);
    check(byNewton, y);
  }

  private static void check(Minimum minimum, double[] x) {
    assertEquals(Ending.OPTIMUM, minimum.ending(), minimum::toString);
    assertTrue(minimum.slope() <= 1e-6, minimum::toString);
    for (double value : x) {
      assertWithin(1, value, 1e-5, minimum.toString());
    }
  }

  @Test
  void aFewIterationsEndWhereTheyAre() {
    double[] x = START.clone();
    Minimum m = Lbfgs.DEFAULT.withIterations(3).minimise(new Rosenbrock(), x);
    assertEquals(3, m.iterations());
    assertEquals(Ending.ITERATIONS, m.ending());
    assertEquals(m.value(), new Rosenbrock().evaluate(x, new double[x.length]));
  }

  @Test
  void aFunctionThatIsFlatEndsAtOnce() {
    Differentiable flat =
        new Differentiable() {
          @Override
          public int dimension() {
            return 2;
          }

          @Override
          public double evaluate(double[] x, double[] gradient) {
            Arrays.fill(gradient, 0);
            return 7;
          }
        };
    Minimum m = Lbfgs.DEFAULT.minimise(flat, new double[2]);
    assertEquals(new Minimum(7, 0, 0, 1, Ending.OPTIMUM), m);
  }

  @Test
  void badSettingsAreRefusedWithTheNumbers() {
    assertEquals(
        "lbfgs: history must be 1 or more, got 0",
        messageOf(IllegalArgumentException.class, () -> new Lbfgs(0, 1, 1, 1)));
    assertEquals(
        "newton: tolerance must be a finite number of 0 or more, got -1.0",
        messageOf(IllegalArgumentException.class, () -> new TrustRegionNewton(1, -1)));
    assertEquals(
        "lbfgs: x must have 6 elements, got 2",
        messageOf(
            IllegalArgumentException.class,
            () -> Lbfgs.DEFAULT.minimise(new Rosenbrock(), new double[2])));
  }
}
