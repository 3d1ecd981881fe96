package dev.neurite.cli.report;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Looks into a network with a fixed sample of rows; forward only, so that it changes nothing. */
final class Probe {
  static final int MOST_ROWS = 256; // enough to call a unit dead, and what evaluation runs at once
  static final int MOST_OUTPUTS = 1 << 11; // of a layer: enough for 38 bins

  private final Network network;
  private final Dataset sample;
  private final List<WatchedLayer> layers;
  private final List<WeightSample> weights = new ArrayList<>(); // null: a layer without weights

  Probe(Network network, Dataset rows) {
    this.network = network;
    this.sample = sample(rows, MOST_ROWS);
    this.layers = WatchedLayer.of(network);
    for (WatchedLayer layer : layers) {
      weights.add(layer.weight().map(p -> new WeightSample(p.value())).orElse(null));
    }
  }

  /** At most so many rows, evenly spaced. */
  static Dataset sample(Dataset rows, int most) {
    int n = Math.min(most, rows.rows());
    return n == rows.rows() || hasNoWeight(rows, n)
        ? rows
        : rows.select(IntStream.range(0, n).map(i -> place(i, n, rows)).toArray());
  }

  private static int place(int i, int n, Dataset rows) {
    return (int) ((long) i * rows.rows() / n);
  }

  /** True if none of the rows that would be taken counts: a selection of these is refused. */
  private static boolean hasNoWeight(Dataset rows, int n) {
    return rows.weights().isPresent()
        && IntStream.range(0, n).allMatch(i -> rows.weights().get().get(place(i, n, rows)) == 0);
  }

  List<WatchedLayer> layers() {
    return layers;
  }

  /** The rows it looks at. */
  Dataset sample() {
    return sample;
  }

  /** Notes the weights before a step. */
  void keepWeights() {
    for (WeightSample sample : weights) {
      if (sample != null) {
        sample.keep();
      }
    }
  }

  /** How far each layer's weights have gone since, relative to their length; NaN without any. */
  double[] changes() {
    return weights.stream().mapToDouble(w -> w == null ? Double.NaN : w.change()).toArray();
  }

  /** The layers as they are. */
  List<Snapshot.Layer> look() {
    int rows = forward();
    List<Snapshot.Layer> looks = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      WatchedLayer layer = layers.get(i);
      MemorySegment y = network.output(layer.name());
      WeightSample sample = weights.get(i);
      looks.add(
          new Snapshot.Layer(
              Optional.ofNullable(sample).map(w -> Histogram.of(w.values())),
              Histogram.of(some(y, (long) rows * layer.width())),
              idle(layer, y, rows)));
    }
    return looks;
  }

  /** Of every unit of each layer, the share of rows it responds to. */
  List<float[]> activity() {
    int rows = forward();
    List<float[]> all = new ArrayList<>();
    for (WatchedLayer layer : layers) {
      int[] responses = responses(layer, network.output(layer.name()), rows);
      float[] shares = new float[responses.length];
      for (int j = 0; j < shares.length; j++) {
        shares[j] = (float) responses[j] / rows;
      }
      all.add(shares);
    }
    return all;
  }

  private int forward() {
    int rows = Math.min(MOST_ROWS, sample.rows());
    network.forward(sample.features().segment(), rows);
    return rows;
  }

  private static float[] some(MemorySegment y, long elements) {
    float[] values = new float[(int) Math.min(MOST_OUTPUTS, elements)];
    for (int i = 0; i < values.length; i++) {
      values[i] = y.getAtIndex(JAVA_FLOAT, i * elements / values.length);
    }
    return values;
  }

  private static double idle(WatchedLayer layer, MemorySegment y, int rows) {
    if (layer.idle() == WatchedLayer.Idle.NEVER) {
      return Double.NaN;
    }
    int[] responses = responses(layer, y, rows);
    if (layer.idle() == WatchedLayer.Idle.ZERO) {
      return (double) IntStream.of(responses).filter(r -> r == 0).count() / responses.length;
    }
    return 1 - (double) IntStream.of(responses).sum() / ((double) rows * responses.length);
  }

  /** To how many rows each unit responds. */
  private static int[] responses(WatchedLayer layer, MemorySegment y, int rows) {
    int[] responses = new int[layer.width()];
    float[] row = new float[responses.length]; // copied first: cold code is fast on arrays only
    for (int r = 0; r < rows; r++) {
      MemorySegment.copy(y, JAVA_FLOAT, 4L * r * row.length, row, 0, row.length);
      layer.idle().addResponses(row, responses);
    }
    return responses;
  }
}
