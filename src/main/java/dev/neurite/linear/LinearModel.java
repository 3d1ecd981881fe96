package dev.neurite.linear;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Layers;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;

/** A network of one layer without activation: what the linear models have in common. */
final class LinearModel implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 256; // enough to make products of rows

  private final Network network;

  /** Takes the network over: it is closed with the model. */
  LinearModel(Network network) {
    this.network = network;
  }

  /** A model of zeros with the names of the data, and its scaling if the options ask for one. */
  static LinearModel empty(int out, Dataset data, LinearOptions options, Backend backend) {
    Check.notNull("linear", "options", options);
    Network network = Network.of(NetworkSpec.chain(data.in(), Layers.dense(out)), backend);
    Optional<Scaling> scaling =
        options.standardises() ? Optional.of(Scaling.standard(data)) : Optional.empty();
    return named(network, scaling, data.featureNames(), data.labels());
  }

  private static LinearModel named(
      Network network, Optional<Scaling> scaling, List<String> features, List<String> labels) {
    boolean fits = Schema.fits(labels, network.out());
    network.schema(new Schema(scaling, features, fits ? labels : List.of()));
    return new LinearModel(network);
  }

  /** A model of zeros for rows that lie in shards. */
  static LinearModel empty(
      int out, LinearSource source, Optional<Scaling> scaling, Backend backend) {
    Network network = Network.of(NetworkSpec.chain(source.in(), Layers.dense(out)), backend);
    return named(network, scaling, List.of(), source.labels());
  }

  /** Sets weights [out, in] and biases [out]. */
  void set(float[] weights, float[] biases) {
    network.parameters().get(0).value().copyFrom(weights);
    network.parameters().get(1).value().copyFrom(biases);
  }

  Network network() {
    return network;
  }

  float[] scores(float[] features) {
    return network.predict(features);
  }

  /** The outputs of all rows, [rows, out]. */
  float[] scores(Dataset data) {
    Check.length("linear", "features", network.in(), data.in());
    int out = network.out();
    float[] scores = new float[Math.multiplyExact(data.rows(), out)];
    for (int from = 0; from < data.rows(); from += ROWS_AT_ONCE) {
      int count = Math.min(ROWS_AT_ONCE, data.rows() - from);
      long bytes = 4L * data.in();
      MemorySegment x = data.features().segment().asSlice(from * bytes, count * bytes);
      MemorySegment z = network.forward(x, count);
      MemorySegment.copy(z, JAVA_FLOAT, 0, scores, from * out, count * out);
    }
    return scores;
  }

  double accuracy(Dataset data) {
    float[] scores = scores(Check.notNull("linear", "data", data));
    int[] classes = data.classes();
    int out = network.out();
    int right = 0;
    float[] row = new float[out];
    for (int i = 0; i < classes.length; i++) {
      System.arraycopy(scores, i * out, row, 0, out);
      right += Classes.decide(row, 0) == classes[i] ? 1 : 0;
    }
    return (double) right / classes.length;
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

  /** The contributions of the features of a row to output {@code index}. */
  Contributions contributions(float[] features, int index) {
    int in = network.in();
    Check.notNull("linear", "features", features);
    Check.length("linear", "features", in, features.length);
    Scaling scaling = network.schema().scaling().orElseGet(() -> Scaling.none(in));
    float[] shift = scaling.shift();
    float[] factor = scaling.factor();
    Tensor w = network.parameters().get(0).value();
    double[] parts = new double[in];
    for (int i = 0; i < in; i++) {
      float x = (features[i] - shift[i]) * factor[i]; // as the network rounds it
      parts[i] = (double) w.get((long) index * in + i) * x;
    }
    return new Contributions(
        network.schema().featureNames(), parts, network.parameters().get(1).value().get(index));
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
