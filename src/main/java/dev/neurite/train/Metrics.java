package dev.neurite.train;

import dev.neurite.check.Check;
import java.util.stream.IntStream;

/**
 * Measures of how good predictions are, in double, rows ascending. Every row counts once. The names
 * and the conventions for ties are scikit-learn's.
 */
public final class Metrics {
  private static final String OPERATION = "metrics";
  private static final double LEAST_PROBABILITY = Math.ulp(1.0); // before a logarithm is taken

  private Metrics() {}

  /**
   * The area under the receiver operating characteristic: how often a row of class 1 has a greater
   * score than one of class 0, ties counting half. NaN without rows of both classes.
   */
  public static double rocAuc(float[] scores, int[] classes) {
    int[] order = descending(scores, classes);
    double ones = 0;
    double zeros = 0;
    double area = 0;
    for (int i = 0; i < order.length; ) {
      int tie = endOfTie(scores, order, i);
      double tiedOnes = 0;
      for (int k = i; k < tie; k++) {
        tiedOnes += classes[order[k]];
      }
      double tiedZeros = tie - i - tiedOnes;
      area += tiedZeros * (ones + tiedOnes / 2);
      ones += tiedOnes;
      zeros += tiedZeros;
      i = tie;
    }
    return area / (ones * zeros);
  }

  /**
   * The area under precision over recall, as a sum of steps: Σ (Rₙ − Rₙ₋₁)·Pₙ over falling
   * thresholds, the average precision. NaN without rows of class 1.
   */
  public static double prAuc(float[] scores, int[] classes) {
    int[] order = descending(scores, classes);
    double all = IntStream.of(classes).sum();
    double ones = 0;
    double sum = 0;
    for (int i = 0; i < order.length; ) {
      int tie = endOfTie(scores, order, i);
      double before = ones;
      for (int k = i; k < tie; k++) {
        ones += classes[order[k]];
      }
      sum += (ones - before) / all * (ones / tie);
      i = tie;
    }
    return all == 0 ? Double.NaN : sum;
  }

  /**
   * −mean ln P(the true class), probabilities clipped to [2⁻⁵², 1 − 2⁻⁵²].
   *
   * @param probabilities [rows, classes]; a single column is the probability of class 1
   */
  public static double logLoss(float[][] probabilities, int[] classes) {
    Check.length(OPERATION, "classes", probabilities.length, classes.length);
    double sum = 0;
    for (int r = 0; r < classes.length; r++) {
      double p = of(probabilities[r], classes[r]);
      sum -= StrictMath.log(Math.clamp(p, LEAST_PROBABILITY, 1 - LEAST_PROBABILITY));
    }
    return sum / classes.length;
  }

  /**
   * The mean squared distance of probabilities from what was: of class 1 alone with two classes,
   * summed over the classes with more.
   *
   * @param probabilities [rows, classes]; a single column is the probability of class 1
   */
  public static double brier(float[][] probabilities, int[] classes) {
    Check.length(OPERATION, "classes", probabilities.length, classes.length);
    double sum = 0;
    for (int r = 0; r < classes.length; r++) {
      float[] row = probabilities[r];
      if (row.length <= 2) {
        double miss = of(row, 1) - classes[r];
        sum += miss * miss;
      } else {
        for (int j = 0; j < row.length; j++) {
          double miss = row[j] - (classes[r] == j ? 1.0 : 0);
          sum += miss * miss;
        }
      }
    }
    return sum / classes.length;
  }

  /** The mean of (prediction − target)², over rows and outputs. */
  public static double meanSquaredError(float[][] predictions, float[][] targets) {
    return mean(predictions, targets, true);
  }

  /** The mean of |prediction − target|, over rows and outputs. */
  public static double meanAbsoluteError(float[][] predictions, float[][] targets) {
    return mean(predictions, targets, false);
  }

  /**
   * R²: the share of the variance of the targets that is explained, 1 − Σ(t − y)² / Σ(t − mean)²,
   * the mean of it over the outputs. An output that never varies counts 1 if it is met exactly,
   * else 0.
   */
  public static double r2(float[][] predictions, float[][] targets) {
    int outputs = targets[0].length;
    double sum = 0;
    for (int j = 0; j < outputs; j++) {
      double mean = 0;
      for (float[] t : targets) {
        mean += t[j];
      }
      mean /= targets.length;
      double left = 0;
      double all = 0;
      for (int r = 0; r < targets.length; r++) {
        double miss = (double) targets[r][j] - predictions[r][j];
        double spread = targets[r][j] - mean;
        left += miss * miss;
        all += spread * spread;
      }
      sum += all > 0 ? 1 - left / all : left == 0 ? 1 : 0;
    }
    return sum / outputs;
  }

  private static double mean(float[][] predictions, float[][] targets, boolean squared) {
    Check.length(OPERATION, "targets", predictions.length, targets.length);
    double sum = 0;
    long count = 0;
    for (int r = 0; r < targets.length; r++) {
      Check.length(OPERATION, "targets of row " + r, predictions[r].length, targets[r].length);
      for (int j = 0; j < targets[r].length; j++) {
        double miss = Math.abs((double) predictions[r][j] - targets[r][j]);
        sum += squared ? miss * miss : miss;
        count++;
      }
    }
    return sum / count;
  }

  private static double of(float[] probabilities, int index) {
    return probabilities.length > 1
        ? probabilities[index]
        : index == 1 ? probabilities[0] : 1.0 - probabilities[0];
  }

  private static int[] descending(float[] scores, int[] classes) {
    Check.notNull(OPERATION, "scores", scores);
    Check.length(OPERATION, "classes", scores.length, classes.length);
    for (int i = 0; i < classes.length; i++) {
      if (classes[i] != 0 && classes[i] != 1) {
        throw new IllegalArgumentException(
            OPERATION + ": classes must be 0 or 1, row " + i + " has " + classes[i]);
      }
    }
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted((a, b) -> Float.compare(scores[b], scores[a]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private static int endOfTie(float[] scores, int[] order, int start) {
    int end = start + 1;
    while (end < order.length && scores[order[end]] == scores[order[start]]) {
      end++;
    }
    return end;
  }
}
