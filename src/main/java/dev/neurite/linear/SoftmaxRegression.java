package dev.neurite.linear;

import dev.neurite.activation.Identity;
import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.train.Sharding;

/**
 * Softmax regression: one neuron per class, side by side; P(j) = e^(zⱼ) / Σᵢ e^(zᵢ), z = W·x + b.
 *
 * <p>The optimum of the mean cross-entropy plus λ‖W‖², on standardised features unless the options
 * say otherwise. One caller at a time; whoever fits a model closes it.
 */
public final class SoftmaxRegression implements AutoCloseable {
  private final LinearModel model;
  private final Optimum optimum;

  private SoftmaxRegression(SmoothFit.Result fit) {
    this.model = fit.model();
    this.optimum = fit.optimum();
  }

  /**
   * The optimum for data of two classes or more, found by L-BFGS.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public static SoftmaxRegression fit(Dataset data, LinearOptions options) {
    return fit(data, options, Solver.LBFGS);
  }

  /** As {@link #fit(Dataset, LinearOptions)}, found by another solver. */
  public static SoftmaxRegression fit(Dataset data, LinearOptions options, Solver solver) {
    return fit(data, options, solver, Backend.automatic());
  }

  static SoftmaxRegression fit(
      Dataset data, LinearOptions options, Solver solver, Backend backend) {
    ClassCount.twoOrMore("softmaxRegression", data);
    int classes = data.labels().size();
    return new SoftmaxRegression(
        SmoothFit.run(backend, classes, new SoftmaxCrossEntropy(), data, options, solver));
  }

  /**
   * The optimum for data cut into shards, found by L-BFGS: the same bits in whatever order the rows
   * come, and as {@link #fit(LinearSource, LinearOptions)} on the same shards. Rows count once
   * each.
   */
  public static SoftmaxRegression fit(Dataset data, Sharding sharding, LinearOptions options) {
    ClassCount.twoOrMore("softmaxRegression", data);
    try (LocalSums source = new LocalSums(data, sharding, Backend.automatic())) {
      return fit(source, options);
    }
  }

  /** The optimum for rows of two classes or more that lie in shards, found by L-BFGS. */
  public static SoftmaxRegression fit(LinearSource source, LinearOptions options) {
    Check.notNull("softmaxRegression", "source", source);
    int classes = source.labels().size();
    ClassCount.twoOrMore("softmaxRegression", classes, source);
    return new SoftmaxRegression(SmoothFit.run(Backend.automatic(), classes, source, options));
  }

  /** How near the optimum it is. */
  public Optimum optimum() {
    return optimum;
  }

  /** z, one per class. */
  public float[] logits(float[] features) {
    return model.scores(features);
  }

  /** P, one per class; they sum to 1 but for rounding. */
  public float[] probabilities(float[] features) {
    float[] z = logits(features);
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : z) {
      largest = Math.max(largest, value); // NaN stays: then every probability is NaN
    }
    double sum = 0;
    for (float value : z) {
      sum += StrictMath.exp(value - largest);
    }
    for (int j = 0; j < z.length; j++) {
      z[j] = (float) (StrictMath.exp(z[j] - largest) / sum);
    }
    return z;
  }

  /** The most probable class; −1 where a logit is NaN. */
  public int predictClass(float[] features) {
    return Classes.largest(logits(features));
  }

  /** What each feature adds to the logit of a class. */
  public Contributions contributions(float[] features, int index) {
    return model.contributions(features, index);
  }

  /** The share of rows whose class is predicted. */
  public double accuracy(Dataset data) {
    return model.accuracy(data);
  }

  /**
   * The neuron of a class, for raw features, without activation: its potential is the logit, its
   * weights and bias are the coefficients.
   */
  public Neuron neuron(int index) {
    return new Neuron(model.weights(index), model.bias(index), new Identity());
  }

  /** The network behind it, which can be saved; its outputs are logits. Closed with this model. */
  public Network network() {
    return model.network();
  }

  /** Ends the model's memory. Idempotent. */
  @Override
  public void close() {
    model.close();
  }
}
