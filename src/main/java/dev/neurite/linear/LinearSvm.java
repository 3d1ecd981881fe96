package dev.neurite.linear;

import dev.neurite.activation.Step;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Hinge;
import dev.neurite.network.Network;

/**
 * The linear support vector machine: one neuron that separates two classes by the widest margin.
 *
 * <p>Trained by max(0, 1 − y·(w·x + b)), y = −1 for class 0 and +1 for class 1, plus λ‖w‖², on
 * standardised features; class 1 is decided at a margin of 0 or more. One caller at a time; whoever
 * fits a model closes it.
 */
public final class LinearSvm implements AutoCloseable {
  private final LinearModel model;

  private LinearSvm(LinearModel model) {
    this.model = model;
  }

  /**
   * Trains on data of two classes, as indices or as −1 and +1.
   *
   * @throws IllegalArgumentException if there are not two classes
   */
  public static LinearSvm fit(Dataset data, LinearOptions options) {
    TwoClasses.check("linearSvm", data);
    return new LinearSvm(LinearModel.fit(1, new Hinge(), data.signedTargets(), options));
  }

  /** The signed distance to the boundary in units of the margin: w·x + b. */
  public float margin(float[] features) {
    return model.scores(features)[0];
  }

  /** 1 where the margin is 0 or more, else 0; −1 where it is NaN. */
  public int predictClass(float[] features) {
    return model.network().predictClass(features);
  }

  /** The share of rows whose class is predicted. */
  public double accuracy(Dataset data) {
    TwoClasses.check("linearSvm", data);
    return model.accuracy(data.signedTargets());
  }

  /** The all-or-none neuron for raw features: scaling folded into its weights. */
  public Neuron neuron() {
    return new Neuron(model.weights(0), model.bias(0), new Step());
  }

  /**
   * The network behind it, which can be saved; its output is the margin. Closed with this model.
   */
  public Network network() {
    return model.network();
  }

  /** Ends the model's memory. Idempotent. */
  @Override
  public void close() {
    model.close();
  }
}
