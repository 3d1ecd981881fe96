package dev.neurite.bench.inference;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A network by its widths, {@code 64-128-10}: ReLU between the layers, and at the end a sigmoid if
 * there is one output, softmax if there are more. The weights follow from the widths, so that every
 * process has the same.
 *
 * @param widths of input, hidden layers, outputs
 */
public record Net(List<Integer> widths) {
  /** Those of the contests. */
  static final List<Net> ALL =
      List.of(of(30, 16, 1), of(64, 128, 10), of(784, 256, 128, 10), of(784, 1024, 1024, 10));

  private static final int SEED = 7;

  /** A network of these widths. */
  static Net of(Integer... widths) {
    return new Net(List.of(widths));
  }

  /** The network that {@link #toString} names. */
  static Net parse(String name) {
    return of(Arrays.stream(name.split("-")).map(Integer::valueOf).toArray(Integer[]::new));
  }

  /** Features. */
  public int in() {
    return widths.getFirst();
  }

  /** Outputs. */
  public int out() {
    return widths.getLast();
  }

  /** Layers. */
  public int layers() {
    return widths.size() - 1;
  }

  /** Inputs of a layer. */
  public int in(int layer) {
    return widths.get(layer);
  }

  /** Outputs of a layer. */
  public int out(int layer) {
    return widths.get(layer + 1);
  }

  /** True for the layer whose outputs are the network's. */
  public boolean isLast(int layer) {
    return layer == layers() - 1;
  }

  /** How much a row has to read: all weights, 4 bytes each. */
  long weightBytes() {
    return IntStream.range(0, layers()).mapToLong(l -> 4L * in(l) * out(l)).sum();
  }

  /** Weights [out, in] of a layer, about as large as they would be at first. */
  public float[] weights(int layer) {
    return normal(2 * layer, in(layer) * out(layer), Math.sqrt(2.0 / in(layer)));
  }

  /** Biases [out] of a layer. */
  public float[] biases(int layer) {
    return normal(2 * layer + 1, out(layer), 0.1);
  }

  /** So many rows of features, one after the other. */
  float[] features(int rows) {
    return normal(-1, rows * in(), 1);
  }

  /** The network itself, to be closed by the caller. */
  Network build() {
    Dense[] layers =
        IntStream.range(0, layers())
            .mapToObj(l -> Layers.dense(out(l), activation(l)))
            .toArray(Dense[]::new);
    Network network = Network.of(NetworkSpec.chain(in(), layers), Backend.scalar());
    for (int l = 0; l < layers(); l++) {
      network.parameters().get(2 * l).value().copyFrom(weights(l));
      network.parameters().get(2 * l + 1).value().copyFrom(biases(l));
    }
    return network;
  }

  private Activation activation(int layer) {
    if (!isLast(layer)) {
      return Activations.RELU;
    }
    return out() == 1 ? Activations.SIGMOID : Activations.SOFTMAX;
  }

  private float[] normal(int stream, int count, double scale) {
    Random random = new Random(SEED + 31L * hashCode() + stream);
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * random.nextGaussian());
    }
    return values;
  }

  /** {@code 64-128-10}. */
  @Override
  public String toString() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }
}
