package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Holds the backward pass of a network to central differences of its forward pass.
 *
 * <p>For each weight w the difference quotient D(h) = (F(w + h) − F(w − h)) / 2h is compared with
 * the gradient; F is the objective, its rows summed in {@code double}. The tolerance is derived,
 * per weight:
 *
 * <ul>
 *   <li>truncation: D(h) is off by h²·F‴/6 + …; D(h) − D(h/2) is three quarters of that, so twice
 *       |D(h) − D(h/2)| bounds the error of D(h/2), with room;
 *   <li>rounding: F is computed in 32 bits, each layer contributing about in + 8 roundings of u =
 *       2⁻²⁴, so F is off by about c·u·(1 + |F|), c their sum, and a slope over h by 2/h times
 *       that.
 * </ul>
 *
 * <p>At a kink, such as that of ReLU at 0, F has no derivative. The jump J(h) from the slope on the
 * left to the slope on the right is h·F″ where F is smooth, so 2·J(h/2) − J(h) is 0 there but for
 * rounding, and k·(1 − 3d/h) for a kink of size k at a distance d &lt; h/2. A weight is left out
 * where that is more than rounding could make it. A kink that escapes, near d = h/3, is covered by
 * the tolerance: it puts D(h/2) off by k·(1 − 2d/h)/2, which is |D(h) − D(h/2)| = k·d/2h plus half
 * of what escaped.
 *
 * <p>Source of the method: Bengio, <i>Practical recommendations for gradient-based training of deep
 * architectures</i>, 2012, §4.2.
 */
public final class GradientCheck {
  private static final double H =
      0x1p-5; // truncation ~ h²/24, rounding ~ 100·u·2/h ~ 4e-4: balanced
  private static final double U = 0x1p-24;

  /**
   * What was found.
   *
   * @param checked weights compared
   * @param leftOut weights near a kink
   * @param worst the largest error / tolerance; 1 or less passes
   * @param where the weight of the worst, with gradient, difference quotient and tolerance
   */
  public record Result(int checked, int leftOut, double worst, String where) {

    /** True if every gradient is within its tolerance. */
    public boolean passed() {
      return worst <= 1;
    }
  }

  private final Network network;
  private final Objective objective;
  private final Batch batch;
  private final MemorySegment unused;
  private final double noise;
  private int checked;
  private int leftOut;
  private double worst;
  private String where = "nothing";

  private GradientCheck(Network network, Objective objective, Batch batch, MemorySegment unused) {
    this.network = network;
    this.objective = objective;
    this.batch = batch;
    this.unused = unused;
    int roundings =
        network.spec().nodes().stream()
            .mapToInt(n -> IntStream.of(network.spec().inputWidths(n)).sum() + 8)
            .sum();
    this.noise = roundings * U;
  }

  /**
   * Checks every weight, on all rows of the data as one batch. The weights are left as they were.
   */
  public static Result run(Network network, Objective objective, Dataset data) {
    Check.notNull("gradientCheck", "objective", objective);
    Check.notNull("gradientCheck", "network", network);
    Check.notNull("gradientCheck", "data", data);
    DataCheck.refuse("gradientCheck", network, objective.loss(), data);
    try (Arena arena = Arena.ofShared()) {
      Batch batch = new Batch(arena, data, data.rows());
      batch.gather(IntStream.range(0, data.rows()).toArray(), 0, data.rows());
      MemorySegment unused = Tensor.allocate(arena, data.rows(), network.out()).segment();
      List<float[]> before = untrained(network).map(p -> p.value().toArray()).toList();
      Result result = new GradientCheck(network, objective, batch, unused).run();
      Iterator<float[]> old = before.iterator(); // running statistics move with a backward pass
      untrained(network).forEach(p -> p.value().copyFrom(old.next()));
      return result;
    }
  }

  private static Stream<Parameter> untrained(Network network) {
    return network.parameters().stream().filter(p -> !p.trained());
  }

  private Result run() {
    MemorySegment z = network.forwardTraining(batch.x, batch.size);
    Evaluation.lossOf(network, objective.loss(), batch, z, network.outputGradient());
    network.backward(batch.size);
    for (Parameter p : network.parameters()) {
      for (int i = 0; p.trained() && i < p.value().elements(); i++) {
        check(p, i);
      }
    }
    return new Result(checked, leftOut, worst, where);
  }

  private void check(Parameter p, int index) {
    float w = p.value().get(index);
    double gradient =
        p.gradient().get(index)
            + (double) objective.decay(p) * w
            + (double) objective.lasso(p) * Math.signum(w);
    double f = objective();
    Slopes wide = slopes(p.value(), index, w, H, f);
    Slopes narrow = slopes(p.value(), index, w, H / 2, f);
    double rounding =
        20 * noise * (1 + Math.abs(f)) / H; // of 2·J(h/2) − J(h): 2·8 + 4 of noise / h
    if (Math.abs(2 * narrow.jump() - wide.jump()) > rounding) {
      leftOut++;
      return;
    }
    double tolerance = 2 * Math.abs(wide.central() - narrow.central()) + rounding / 2;
    double error = Math.abs(gradient - narrow.central());
    checked++;
    if (!(error / tolerance <= worst)) { // NaN counts as worst
      worst = Double.isNaN(error) ? Double.POSITIVE_INFINITY : error / tolerance;
      where =
          String.format(
              Locale.ROOT,
              "%s[%d]: gradient %.8g, difference quotient %.8g, tolerance %.2g",
              p.name(),
              index,
              gradient,
              narrow.central(),
              tolerance);
    }
  }

  /** The slopes of F to the left and to the right of a weight. */
  private record Slopes(double left, double right) {
    double central() {
      return (left + right) / 2;
    }

    double jump() {
      return right - left;
    }
  }

  private Slopes slopes(Tensor weights, int index, float w, double h, double f) {
    float above = (float) (w + h);
    float below = (float) (w - h);
    weights.set(index, above);
    double right = (objective() - f) / ((double) above - w);
    weights.set(index, below);
    double left = (f - objective()) / ((double) w - below);
    weights.set(index, w);
    return new Slopes(left, right);
  }

  private double objective() {
    MemorySegment z = network.forwardTraining(batch.x, batch.size); // as in the step
    Evaluation.lossOf(network, objective.loss(), batch, z, unused);
    double sum = 0;
    for (int r = 0; r < batch.size; r++) {
      sum +=
          (double) batch.weights.getAtIndex(JAVA_FLOAT, r) * batch.losses.getAtIndex(JAVA_FLOAT, r);
    }
    return sum + penalty();
  }

  /** λ‖w‖² + λ₁‖w‖₁ in double, so that it does not drown the difference. */
  private double penalty() {
    double sum = 0;
    for (Parameter p : network.parameters()) {
      double lambda = objective.decay(p) / 2.0;
      double lambda1 = objective.lasso(p);
      for (int i = 0; lambda + lambda1 != 0 && i < p.value().elements(); i++) {
        double w = p.value().get(i);
        sum += lambda * w * w + lambda1 * Math.abs(w);
      }
    }
    return sum;
  }
}
