package dev.neurite.linear;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Layers;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.train.Evaluation;
import dev.neurite.train.Trainer;

/** A network of one layer without activation: what the linear models have in common. */
final class LinearModel implements AutoCloseable {
  private final Network network;
  private final Loss loss;

  /** Takes the network over: it is closed with the model. */
  private LinearModel(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
  }

  /**
   * Trains on standardised features. The weights start at 0: the loss is convex, so any start will
   * do.
   */
  static LinearModel fit(int out, Loss loss, Dataset data, LinearOptions options) {
    Check.notNull("linear", "options", options);
    Network network = Network.of(data.in(), Layers.dense(out));
    try {
      Trainer.of(network, loss)
          .optimiser(new Adam(options.learningRate()))
          .l2(options.l2())
          .epochs(options.epochs())
          .batch(options.batch())
          .seed(options.seed())
          .scaling(Scaling::standard)
          .fit(data);
      return new LinearModel(network, loss);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  Network network() {
    return network;
  }

  float[] scores(float[] features) {
    return network.predict(features);
  }

  double accuracy(Dataset data) {
    return Evaluation.of(network, loss, data).accuracy().orElseThrow();
  }

  /** The weights of neuron {@code index} for raw features: the scaling folded in, in double. */
  float[] weights(int index) {
    double[] folded = folded(index);
    float[] weights = new float[folded.length - 1];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) folded[i];
    }
    return weights;
  }

  /** The bias of neuron {@code index} for raw features. */
  float bias(int index) {
    return (float) folded(index)[network.in()];
  }

  /** w·((x − s)·f) + b = (w·f)·x + (b − Σ w·f·s): weights, then the bias. */
  private double[] folded(int index) {
    int in = network.in();
    Scaling scaling = network.schema().scaling().orElseGet(() -> Scaling.none(in));
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    double[] result = new double[in + 1];
    double bias = network.parameters().get(1).value().get(index);
    for (int i = 0; i < in; i++) {
      double w = network.parameters().get(0).value().get((long) index * in + i);
      result[i] = w * factor[i];
      bias -= result[i] * shift[i];
    }
    result[in] = bias;
    return result;
  }

  @Override
  public void close() {
    network.close();
  }
}
