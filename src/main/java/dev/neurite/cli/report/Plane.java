package dev.neurite.cli.report;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * The plane of two features, a little beyond the data on each side, as a grid of rows to ask a
 * network about; of one feature, a line.
 */
final class Plane {
  static final int SIDE = 64; // cells each way: smooth when drawn, 4 KB a frame
  static final int LINE = 128; // points of a line
  static final int MOST_OUTPUTS = 4; // drawn over a line
  private static final double MOST_SURE = 0.99; // of 1: so that it never makes the next index
  private static final double MARGIN = 0.06; // of the range, on each side

  /**
   * What a network answers all over the plane.
   *
   * @param values [cells][shown], row by row from the least value of the second feature up: on a
   *     plane, {@link #answer}; on a line, what {@link Answers#score} says for the first few
   *     outputs
   */
  record Frame(float[][] values) {}

  private final double[] low;
  private final double[] high;
  private final Tensor grid;

  private Plane(double[] low, double[] high) {
    this.low = low;
    this.high = high;
    this.grid = low.length == 1 ? line() : grid();
  }

  /** True of data whose plane can be drawn. */
  static boolean fits(int features) {
    return features == 1 || features == 2;
  }

  /** The plane that these rows of one or two features lie in. */
  static Plane around(Dataset rows) {
    int in = rows.in();
    double[] low = new double[in];
    double[] high = new double[in];
    for (int c = 0; c < in; c++) {
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int r = 0; r < rows.rows(); r++) {
        double x = rows.features().get((long) r * in + c);
        least = Math.min(least, x);
        greatest = Math.max(greatest, x);
      }
      double range = greatest > least ? greatest - least : Math.max(1, Math.abs(least));
      low[c] = least - MARGIN * range;
      high[c] = greatest + MARGIN * range;
    }
    return new Plane(low, high);
  }

  /** The least value of each feature. */
  double[] low() {
    return low.clone();
  }

  /** The greatest value of each feature. */
  double[] high() {
    return high.clone();
  }

  /** A feature at the middle of a cell. */
  float at(int feature, int cell) {
    int cells = low.length == 1 ? LINE : SIDE;
    return (float) (low[feature] + (cell + 0.5) / cells * (high[feature] - low[feature]));
  }

  /** Asks about every cell. */
  Frame ask(Network network, Loss loss) {
    int rows = grid.shape().dimension(0);
    float threshold = Classes.threshold(network.spec());
    float[] outputs = new float[network.out()];
    float[][] values = new float[rows][];
    for (int from = 0; from < rows; from += Probe.MOST_ROWS) {
      int count = Math.min(Probe.MOST_ROWS, rows - from);
      long start = (long) Float.BYTES * low.length * from;
      MemorySegment y = network.forward(grid.segment().asSlice(start), count);
      for (int r = 0; r < count; r++) {
        MemorySegment.copy(y, JAVA_FLOAT, 4L * r * outputs.length, outputs, 0, outputs.length);
        values[from + r] =
            low.length == 1
                ? scores(loss, outputs)
                : new float[] {answer(loss, outputs, threshold)};
      }
    }
    return new Frame(values);
  }

  /**
   * One number for outputs: of classes, the index of the class and, behind the point, how sure it
   * is; else the first output. NaN where an output is.
   */
  static float answer(Loss loss, float[] outputs, float threshold) {
    if (loss.decision() == Loss.Decision.NONE) {
      return outputs[0];
    }
    int index = Classes.decide(outputs, threshold);
    if (index == Classes.NONE) {
      return Float.NaN;
    }
    double sure =
        switch (loss) {
          case SoftmaxCrossEntropy _, SigmoidCrossEntropy _ -> Answers.score(loss, outputs, index);
          default ->
              outputs.length == 1
                  ? Answers.sigmoid(Math.abs(outputs[0] - threshold))
                  : Answers.softmax(outputs, index);
        };
    return index + (float) Math.clamp(sure, 0, MOST_SURE);
  }

  private static float[] scores(Loss loss, float[] outputs) {
    float[] scores = new float[Math.min(MOST_OUTPUTS, outputs.length)];
    for (int j = 0; j < scores.length; j++) {
      boolean single = outputs.length == 1 && loss.decision() != Loss.Decision.NONE;
      scores[j] = (float) Answers.score(loss, outputs, single ? 1 : j);
    }
    return scores;
  }

  private Tensor line() {
    Tensor cells = Tensor.allocate(Arena.ofAuto(), LINE, 1);
    for (int i = 0; i < LINE; i++) {
      cells.set(i, at(0, i));
    }
    return cells;
  }

  private Tensor grid() {
    Tensor cells = Tensor.allocate(Arena.ofAuto(), SIDE * SIDE, 2);
    for (int j = 0; j < SIDE; j++) {
      for (int i = 0; i < SIDE; i++) {
        long cell = 2L * (j * SIDE + i);
        cells.set(cell, at(0, i));
        cells.set(cell + 1, at(1, j));
      }
    }
    return cells;
  }
}
