package dev.neurite.linear;

import dev.neurite.activation.Activations;
import dev.neurite.activation.Identity;
import dev.neurite.check.Check;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.optim.TrustRegionNewton;
import dev.neurite.optim.TwiceDifferentiable;
import java.util.HashMap;
import java.util.Map;

/**
 * Platt's calibration: P = σ(slope·z + offset).
 *
 * <p>An affine step before a sigmoid folds into the layer that computes z: {@link #fold} makes a
 * network whose output is the probability, at no cost when it serves.
 *
 * <p>Source: J. Platt, <i>Probabilistic outputs for support vector machines</i>, 1999; as fitted by
 * Lin, Lin and Weng, <i>A note on Platt's probabilistic outputs</i>, Machine Learning 68, 2007.
 *
 * @param slope above 0 where greater scores speak for class 1
 * @param offset the log-odds at a score of 0
 */
public record Platt(double slope, double offset) implements Calibration {

  /** Checks the components. */
  public Platt {
    Check.finite("platt", "slope", (float) slope);
    Check.finite("platt", "offset", (float) offset);
  }

  /**
   * Fits by cross-entropy to the targets (n₁ + 1) / (n₁ + 2) and 1 / (n₀ + 2) instead of 1 and 0,
   * so that scores which separate the classes do not make it infinitely sure.
   *
   * @param scores of rows the model has not seen
   * @param classes 0 or 1 for each; both must occur
   */
  public static Platt fit(float[] scores, int[] classes) {
    ScoredRows.check("platt", scores, classes);
    double[] x = {0, 0};
    new TrustRegionNewton(200, 1e-10).minimise(new CrossEntropy(scores, classes), x);
    return new Platt(x[0], x[1]);
  }

  @Override
  public double probability(double score) {
    return 1 / (1 + StrictMath.exp(-(slope * score + offset)));
  }

  /**
   * A new network, to be closed by the caller, whose output is the probability: that of a network
   * with one linear output, with slope and offset in its last layer (rounded to float) and a
   * sigmoid behind it. It decides class 1 from a probability of 0.5 on.
   *
   * @throws IllegalArgumentException if the network does not end in one linear output
   */
  public Network fold(Network network) {
    Check.notNull("platt", "network", network);
    NetworkSpec spec = network.spec();
    String last = spec.output();
    Network folded =
        Network.of(
            new NetworkSpec(
                spec.in(),
                spec.nodes().stream().map(n -> n.name().equals(last) ? rate(n) : n).toList(),
                last));
    folded.schema(network.schema());
    Map<String, Parameter> source = new HashMap<>();
    network.parameters().forEach(p -> source.put(p.name(), p));
    for (Parameter p : folded.parameters()) {
      Parameter from = source.get(p.name());
      boolean isWeight = p.name().equals(last + ".weight");
      boolean isBias = p.name().equals(last + ".bias");
      for (int i = 0; i < p.value().elements(); i++) {
        double value = from == null ? 0 : from.value().get(i);
        value = isWeight ? slope * value : isBias ? slope * value + offset : value;
        p.value().set(i, (float) value);
      }
    }
    return folded;
  }

  private static Node rate(Node node) {
    if (!(node.layer() instanceof Dense dense)
        || dense.out() != 1
        || !(dense.activation() instanceof Identity)) {
      throw new IllegalArgumentException(
          "platt: the network must end in one linear output, it ends in " + node.layer());
    }
    Dense rate = new Dense(1, Activations.SIGMOID, true, dense.initialiser());
    return new Node(node.name(), rate, node.inputs());
  }

  /** −Σ t·ln p + (1 − t)·ln(1 − p), divided by the rows, of (slope, offset). */
  private static final class CrossEntropy implements TwiceDifferentiable {
    private final float[] scores;
    private final double[] targets;
    private final double[] curvature;

    CrossEntropy(float[] scores, int[] classes) {
      this.scores = scores;
      this.targets = new double[classes.length];
      this.curvature = new double[classes.length];
      int ones = 0;
      for (int c : classes) {
        ones += c;
      }
      double one = (ones + 1.0) / (ones + 2.0);
      double zero = 1 / (classes.length - ones + 2.0);
      for (int i = 0; i < targets.length; i++) {
        targets[i] = classes[i] == 1 ? one : zero;
      }
    }

    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double evaluate(double[] x, double[] gradient) {
      gradient[0] = 0;
      gradient[1] = 0;
      double sum = 0;
      int n = scores.length;
      for (int i = 0; i < n; i++) {
        double z = x[0] * scores[i] + x[1];
        double e = StrictMath.exp(-Math.abs(z));
        double p = z >= 0 ? 1 / (1 + e) : e / (1 + e);
        sum += Math.max(z, 0) - targets[i] * z + StrictMath.log1p(e);
        gradient[0] += (p - targets[i]) * scores[i] / n;
        gradient[1] += (p - targets[i]) / n;
        curvature[i] = e / ((1 + e) * (1 + e)) / n;
      }
      return sum / n;
    }

    @Override
    public void hessianTimes(double[] v, double[] h) {
      h[0] = 0;
      h[1] = 0;
      for (int i = 0; i < scores.length; i++) {
        double product = curvature[i] * (v[0] * scores[i] + v[1]);
        h[0] += product * scores[i];
        h[1] += product;
      }
    }
  }
}
