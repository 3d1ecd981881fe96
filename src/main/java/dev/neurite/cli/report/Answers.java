package dev.neurite.cli.report;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** What a network answers to rows, and what was right. */
final class Answers {
  private final Loss loss;
  private final Dataset data;
  private final float[][] outputs;
  private final float threshold;
  private final List<String> names;

  private Answers(Loss loss, Dataset data, float[][] outputs, float threshold, List<String> names) {
    this.loss = loss;
    this.data = data;
    this.outputs = outputs;
    this.threshold = threshold;
    this.names = names;
  }

  /** Asks the network about all rows. */
  static Answers of(Network network, Loss loss, Dataset data) {
    float[][] outputs = new float[data.rows()][network.out()];
    for (int from = 0; from < data.rows(); from += Probe.MOST_ROWS) {
      int count = Math.min(Probe.MOST_ROWS, data.rows() - from);
      long start = (long) Float.BYTES * data.in() * from;
      MemorySegment y = network.forward(data.features().segment().asSlice(start), count);
      for (int r = 0; r < count; r++) {
        float[] row = outputs[from + r];
        MemorySegment.copy(y, JAVA_FLOAT, 4L * r * row.length, row, 0, row.length);
      }
    }
    List<String> labels =
        network.schema().labels().isEmpty() ? data.labels() : network.schema().labels();
    return new Answers(
        loss, data, outputs, Classes.threshold(network.spec()), names(loss, network.out(), labels));
  }

  private static List<String> names(Loss loss, int out, List<String> labels) {
    int classes = loss.decision() == Loss.Decision.SIGN && out == 1 ? 2 : out;
    List<String> names = new ArrayList<>();
    for (int j = 0; j < classes; j++) {
      names.add(j < labels.size() ? labels.get(j) : String.valueOf(j));
    }
    return List.copyOf(names);
  }

  Dataset data() {
    return data;
  }

  int rows() {
    return outputs.length;
  }

  /** The names of the classes; of regression, of the outputs. */
  List<String> names() {
    return names;
  }

  /** The outputs of a row. */
  float[] outputs(int row) {
    return outputs[row];
  }

  /** True if every row has one class and gets one. */
  boolean hasClasses() {
    return loss.decision() == Loss.Decision.LARGEST
        || loss.decision() == Loss.Decision.SIGN && outputs[0].length == 1;
  }

  /** True if outputs are scores of classes, or of several yes-or-no questions. */
  boolean hasScores() {
    return loss.decision() != Loss.Decision.NONE;
  }

  /** True if scores are probabilities. */
  boolean hasProbabilities() {
    return switch (loss) {
      case SoftmaxCrossEntropy _, SigmoidCrossEntropy _ -> true;
      default -> false;
    };
  }

  /** The class of a row. */
  int actual(int row) {
    return loss.decision() == Loss.Decision.LARGEST
        ? (int) data.targets().get(row)
        : data.targets().get(row) >= 0.5f ? 1 : 0;
  }

  /** The class a row is taken for; {@link Classes#NONE} where an output is NaN. */
  int predicted(int row) {
    return Classes.decide(outputs[row], threshold);
  }

  /** Whether class, or output, {@code j} is true of a row. */
  boolean isTrue(int row, int j) {
    return hasClasses()
        ? actual(row) == j
        : data.targets().get((long) row * outputs[row].length + j) >= 0.5f;
  }

  /** What speaks for class {@code j}: its probability, or a score where there is none. */
  double score(int row, int j) {
    return score(loss, outputs[row], j);
  }

  /**
   * What outputs of a network with this loss say for class {@code j}: the probability where the
   * loss makes one, else the output.
   */
  static double score(Loss loss, float[] z, int j) {
    return switch (loss) {
      case SoftmaxCrossEntropy _ -> softmax(z, j);
      case SigmoidCrossEntropy _ ->
          z.length == 1 && j == 0 ? sigmoid(-z[0]) : sigmoid(z[z.length == 1 ? 0 : j]);
      default ->
          loss.decision() != Loss.Decision.NONE && z.length == 1 ? j == 0 ? -z[0] : z[0] : z[j];
    };
  }

  /** e^zⱼ / Σ e^z. */
  static double softmax(float[] z, int j) {
    double largest = Double.NEGATIVE_INFINITY;
    for (float value : z) {
      largest = Math.max(largest, value);
    }
    double sum = 0;
    for (float value : z) {
      sum += Math.exp(value - largest);
    }
    return Math.exp(z[j] - largest) / sum;
  }

  /** 1 / (1 + e^−z). */
  static double sigmoid(double z) {
    return 1 / (1 + Math.exp(-z));
  }
}
