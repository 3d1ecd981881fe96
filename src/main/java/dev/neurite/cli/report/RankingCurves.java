package dev.neurite.cli.report;

import dev.neurite.train.Metrics;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How well scores tell rows of a class from the others, at every threshold: the receiver operating
 * characteristic and precision over recall, read off at evenly spaced places.
 *
 * @param positives rows of the class
 * @param rocAuc {@link Metrics#rocAuc}
 * @param prAuc {@link Metrics#prAuc}
 * @param truePositiveRate at the false-positive rates i / {@value #STEPS}; between thresholds on a
 *     straight line, as two rules mixed by lot would have it
 * @param precision at the recalls i / {@value #STEPS}: of the highest threshold that reaches it
 */
record RankingCurves(
    int positives, double rocAuc, double prAuc, double[] truePositiveRate, double[] precision) {
  static final int STEPS = 200; // a pixel or two each

  /** The curves of a class; scores that are NaN are refused by the caller. */
  static RankingCurves of(float[] scores, int[] classes) {
    int n = scores.length;
    int positives = IntStream.of(classes).sum();
    long[] order = descending(scores);
    double[] roc = new double[STEPS + 1];
    double[] precision = new double[STEPS + 1];
    Arrays.fill(precision, Double.NaN);
    double negatives = n - (double) positives;
    int rocStep = 0;
    int recallStep = 0;
    double lastFalse = 0;
    double lastTrue = 0;
    int ones = 0;
    for (int i = 0; i < n; ) {
      float score = scores[(int) order[i]];
      for (; i < n && scores[(int) order[i]] == score; i++) {
        ones += classes[(int) order[i]];
      }
      double falseRate = (i - ones) / negatives;
      double trueRate = (double) ones / positives;
      while (rocStep <= STEPS && place(rocStep) < falseRate) {
        double share = (place(rocStep) - lastFalse) / (falseRate - lastFalse);
        roc[rocStep++] = lastTrue + share * (trueRate - lastTrue);
      }
      while (recallStep <= STEPS && place(recallStep) <= trueRate) {
        precision[recallStep++] = (double) ones / i;
      }
      lastFalse = falseRate;
      lastTrue = trueRate;
    }
    Arrays.fill(roc, rocStep, STEPS + 1, positives == 0 || negatives == 0 ? Double.NaN : 1);
    return new RankingCurves(
        positives, Metrics.rocAuc(scores, classes), Metrics.prAuc(scores, classes), roc, precision);
  }

  private static double place(int step) {
    return (double) step / STEPS;
  }

  /** Indices by falling score, equal ones in order: sorted as longs, without objects. */
  private static long[] descending(float[] scores) {
    long[] keys = new long[scores.length];
    for (int i = 0; i < keys.length; i++) {
      int bits = Float.floatToIntBits(scores[i] + 0f); // −0 becomes 0
      int ascending = bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
      keys[i] = (long) ~ascending << 32 | i;
    }
    Arrays.sort(keys);
    for (int i = 0; i < keys.length; i++) {
      keys[i] &= 0xffffffffL;
    }
    return keys;
  }
}
