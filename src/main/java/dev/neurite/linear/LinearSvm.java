package dev.neurite.linear;

import dev.neurite.activation.Step;
import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.network.Network;

/**
 * The linear support vector machine: neurons that separate classes by the widest margin.
 *
 * <p>The optimum of the mean loss of a {@link Margin} plus λ(‖w‖² + b²), to a duality gap, on
 * standardised features unless the options say otherwise. Two classes have one neuron, and class 1
 * is decided at a margin of 0 or more; more classes have one neuron each, and the largest margin
 * wins; so does {@link Margin#CRAMMER_SINGER} with two. One caller at a time; whoever fits a model
 * closes it.
 */
public final class LinearSvm implements AutoCloseable {
  private final LinearModel model;
  private final Optimum optimum;
  private final int supportVectors;

  private LinearSvm(MarginFit.Result fit) {
    this.model = fit.model();
    this.optimum = fit.optimum();
    this.supportVectors = fit.supports();
  }

  /**
   * The optimum of the hinge for data of two classes or more; the classes may be −1 and +1.
   *
   * @throws IllegalArgumentException if there are fewer, or λ is 0
   */
  public static LinearSvm fit(Dataset data, LinearOptions options) {
    return fit(data, options, Margin.HINGE);
  }

  /** As {@link #fit(Dataset, LinearOptions)}, for another margin. */
  public static LinearSvm fit(Dataset data, LinearOptions options, Margin margin) {
    return fit(data, options, margin, Backend.automatic());
  }

  static LinearSvm fit(Dataset data, LinearOptions options, Margin margin, Backend backend) {
    ClassCount.twoOrMore("linearSvm", data);
    Check.notNull("linearSvm", "options", options);
    Check.notNull("linearSvm", "margin", margin);
    Check.positive("linearSvm", "l2", (float) options.l2());
    return new LinearSvm(MarginFit.run(backend, data, options, margin));
  }

  /** How near the optimum it is. */
  public Optimum optimum() {
    return optimum;
  }

  /** The number of rows that hold a boundary: without the others, the model would be the same. */
  public int supportVectors() {
    return supportVectors;
  }

  /**
   * The signed distance to the boundary of two classes in units of the margin: w·x + b.
   *
   * @throws IllegalStateException if there are several neurons
   */
  public float margin(float[] features) {
    if (model.network().out() != 1) {
      throw new IllegalStateException(
          "linearSvm: " + model.network().out() + " neurons have no single margin; ask margins");
    }
    return model.scores(features)[0];
  }

  /** w·x + b of each neuron. */
  public float[] margins(float[] features) {
    return model.scores(features);
  }

  /**
   * With one neuron 1 where the margin is 0 or more, else 0; with several the class of the largest
   * margin; −1 where one is NaN.
   */
  public int predictClass(float[] features) {
    return model.network().predictClass(features);
  }

  /** What each feature adds to the margin of a neuron. */
  public Contributions contributions(float[] features, int index) {
    return model.contributions(features, index);
  }

  /** The share of rows whose class is predicted. */
  public double accuracy(Dataset data) {
    return model.accuracy(data);
  }

  /** The margins of all rows, [rows, neurons], row by row. */
  public float[] margins(Dataset data) {
    return model.scores(Check.notNull("linearSvm", "data", data));
  }

  /** The all-or-none neuron of two classes for raw features: scaling folded into its weights. */
  public Neuron neuron() {
    return neuron(0);
  }

  /** The all-or-none neuron of a class, for raw features; weights and bias are coefficients. */
  public Neuron neuron(int index) {
    return new Neuron(model.weights(index), model.bias(index), new Step());
  }

  /** The network behind it, which can be saved; its outputs are margins. Closed with this model. */
  public Network network() {
    return model.network();
  }

  /** Ends the model's memory. Idempotent. */
  @Override
  public void close() {
    model.close();
  }
}
