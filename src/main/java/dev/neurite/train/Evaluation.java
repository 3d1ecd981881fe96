package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * How good a network is on data. Immutable; prints as a report.
 *
 * @param rows how many
 * @param loss the mean, without λ‖w‖²
 * @param accuracy the share of right classes, rows unweighted; empty for regression
 * @param confusion actual against predicted, with precision, recall and F1; empty for regression
 *     and several yes-or-no outputs
 * @param ranking how well scores tell two classes apart; empty with more or no classes
 * @param probabilities how good probabilities are; empty where the loss makes none
 * @param errors how far predictions are off; empty for classification
 * @param labels the names of the classes, or none
 */
public record Evaluation(
    int rows,
    double loss,
    OptionalDouble accuracy,
    Optional<ConfusionMatrix> confusion,
    Optional<Ranking> ranking,
    Optional<Probabilities> probabilities,
    Optional<Errors> errors,
    List<String> labels) {
  private static final int ROWS_AT_ONCE = 256; // enough to make products of rows, small in memory

  /**
   * Two classes told apart by a score.
   *
   * @param rocAuc {@link Metrics#rocAuc}
   * @param prAuc {@link Metrics#prAuc}
   */
  public record Ranking(double rocAuc, double prAuc) {}

  /**
   * Probabilities against what was.
   *
   * @param logLoss {@link Metrics#logLoss}
   * @param brier {@link Metrics#brier}
   */
  public record Probabilities(double logLoss, double brier) {}

  /**
   * Predictions against targets.
   *
   * @param meanSquared {@link Metrics#meanSquaredError}
   * @param meanAbsolute {@link Metrics#meanAbsoluteError}
   * @param r2 {@link Metrics#r2}
   */
  public record Errors(double meanSquared, double meanAbsolute, double r2) {}

  /** Copies the list. */
  public Evaluation {
    labels = List.copyOf(labels);
  }

  /**
   * Runs all rows through the network.
   *
   * @throws IllegalArgumentException if the data doesn't fit the network or the loss
   */
  public static Evaluation of(Network network, Loss loss, Dataset data) {
    float[][] outputs = new float[data.rows()][network.out()];
    Evaluation brief = run(network, loss, data, outputs);
    boolean classes = brief.confusion.isPresent();
    int[] actual = classes ? actual(data) : new int[0];
    Optional<float[][]> probabilities =
        classes ? Scores.probabilities(network, loss, outputs) : Optional.empty();
    return new Evaluation(
        brief.rows,
        brief.loss,
        brief.accuracy,
        brief.confusion,
        classes ? Scores.ofClassOne(outputs).map(s -> ranking(s, actual)) : Optional.empty(),
        probabilities.map(
            p -> new Probabilities(Metrics.logLoss(p, actual), Metrics.brier(p, actual))),
        loss.decision() == Loss.Decision.NONE
            ? Optional.of(errors(outputs, data.targets().rows()))
            : Optional.empty(),
        network.schema().labels());
  }

  /** Only loss, accuracy and confusion: what is looked at after every epoch. */
  static Evaluation brief(Network network, Loss loss, Dataset data) {
    return run(network, loss, data, null);
  }

  private static Evaluation run(Network network, Loss loss, Dataset data, float[][] outputs) {
    DataCheck.refuse("evaluation", network, loss, data);
    try (Arena arena = Arena.ofShared()) {
      int capacity = Math.min(ROWS_AT_ONCE, Math.max(1, data.rows()));
      Batch batch = new Batch(arena, data, capacity);
      MemorySegment unused = Tensor.allocate(arena, capacity, network.out()).segment();
      Tally tally = new Tally(loss, network);
      int[] order = IntStream.range(0, data.rows()).toArray();
      for (int from = 0; from < data.rows(); from += capacity) {
        batch.gather(order, from, Math.min(capacity, data.rows() - from));
        MemorySegment z = network.forward(batch.x, batch.size);
        tally.addClasses(batch, z);
        for (int r = 0; outputs != null && r < batch.size; r++) {
          float[] row = outputs[from + r];
          MemorySegment.copy(z, JAVA_FLOAT, 4L * r * row.length, row, 0, row.length);
        }
        tally.addLoss(batch, lossOf(network, loss, batch, z, unused));
      }
      return new Evaluation(
          data.rows(),
          tally.loss(),
          tally.accuracy(),
          tally.confusion(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          network.schema().labels());
    }
  }

  /** The class of every row: of targets that are indices, rates, or −1 and +1. */
  private static int[] actual(Dataset data) {
    int[] classes = new int[data.rows()];
    for (int i = 0; i < classes.length; i++) {
      float target = data.targets().get(i);
      classes[i] = target > 0 && target < 1 ? Math.round(target) : (int) Math.max(0, target);
    }
    return classes;
  }

  private static Ranking ranking(float[] scores, int[] actual) {
    return new Ranking(Metrics.rocAuc(scores, actual), Metrics.prAuc(scores, actual));
  }

  private static Errors errors(float[][] outputs, float[][] targets) {
    return new Errors(
        Metrics.meanSquaredError(outputs, targets),
        Metrics.meanAbsoluteError(outputs, targets),
        Metrics.r2(outputs, targets));
  }

  /** The mean loss of a batch whose outputs are Z; writes the gradient by Z to dZ. */
  static double lossOf(Network network, Loss loss, Batch batch, MemorySegment z, MemorySegment dz) {
    Check.notNull("evaluation", "loss", loss);
    loss.evaluate(
        network.kernels(),
        batch.size,
        network.out(),
        z,
        batch.targets,
        batch.weights,
        batch.losses,
        dz);
    return network.kernels().reductions().dot(batch.size, batch.weights, 0, batch.losses, 0);
  }

  /** A report of several lines: every measure there is, and the confusion matrix. */
  @Override
  public String toString() {
    return EvaluationReport.of(this);
  }
}
