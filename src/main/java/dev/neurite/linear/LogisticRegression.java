package dev.neurite.linear;

import dev.neurite.activation.Sigmoid;
import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.train.Sharding;

/**
 * Logistic regression: one neuron whose rate is the probability of class 1, P = σ(w·x + b).
 *
 * <p>The optimum of the mean cross-entropy plus λ‖w‖², on standardised features unless the options
 * say otherwise; class 1 is decided at P ≥ 0.5, that is at a potential of 0 or more. One caller at
 * a time; whoever fits a model closes it.
 */
public final class LogisticRegression implements AutoCloseable {
  private final LinearModel model;
  private final Optimum optimum;

  private LogisticRegression(SmoothFit.Result fit) {
    this.model = fit.model();
    this.optimum = fit.optimum();
  }

  /**
   * The optimum for data of two classes, found by L-BFGS.
   *
   * @throws IllegalArgumentException if there are not two classes
   */
  public static LogisticRegression fit(Dataset data, LinearOptions options) {
    return fit(data, options, Solver.LBFGS);
  }

  /** As {@link #fit(Dataset, LinearOptions)}, found by another solver. */
  public static LogisticRegression fit(Dataset data, LinearOptions options, Solver solver) {
    return fit(data, options, solver, Backend.automatic());
  }

  static LogisticRegression fit(
      Dataset data, LinearOptions options, Solver solver, Backend backend) {
    ClassCount.two("logisticRegression", data);
    return new LogisticRegression(
        SmoothFit.run(backend, 1, new SigmoidCrossEntropy(), data, options, solver));
  }

  /**
   * The optimum for data of two classes cut into shards, found by L-BFGS: the same bits in whatever
   * order the rows come, and as {@link #fit(LinearSource, LinearOptions)} on the same shards. Rows
   * count once each.
   */
  public static LogisticRegression fit(Dataset data, Sharding sharding, LinearOptions options) {
    ClassCount.two("logisticRegression", data);
    try (LocalSums source = new LocalSums(data, sharding, Backend.automatic())) {
      return fit(source, options);
    }
  }

  /** The optimum for rows of two classes that lie in shards, found by L-BFGS. */
  public static LogisticRegression fit(LinearSource source, LinearOptions options) {
    Check.notNull("logisticRegression", "source", source);
    ClassCount.two("logisticRegression", source.labels().size(), source);
    return new LogisticRegression(SmoothFit.run(Backend.automatic(), 1, source, options));
  }

  /** How near the optimum it is. */
  public Optimum optimum() {
    return optimum;
  }

  /** The log-odds of class 1: w·x + b. */
  public float logit(float[] features) {
    return model.scores(features)[0];
  }

  /** The probability of class 1. */
  public float probability(float[] features) {
    double logit = logit(features);
    return (float) (1 / (1 + StrictMath.exp(-logit)));
  }

  /** 1 where the probability of class 1 is at least 0.5, else 0; −1 where it is NaN. */
  public int predictClass(float[] features) {
    return model.network().predictClass(features);
  }

  /** What each feature adds to the log-odds of a row. */
  public Contributions contributions(float[] features) {
    return model.contributions(features, 0);
  }

  /** The share of rows whose class is predicted. */
  public double accuracy(Dataset data) {
    return model.accuracy(data);
  }

  /**
   * The neuron for raw features: scaling folded into its weights, which rounds once more. Its
   * weights and bias are the coefficients.
   */
  public Neuron neuron() {
    return new Neuron(model.weights(0), model.bias(0), new Sigmoid());
  }

  /** The network behind it, which can be saved; its output is the logit. Closed with this model. */
  public Network network() {
    return model.network();
  }

  /** Ends the model's memory. Idempotent. */
  @Override
  public void close() {
    model.close();
  }
}
