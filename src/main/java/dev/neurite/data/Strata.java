package dev.neurite.data;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Parts of a data set in which every class has its share. Without classes, all rows are one. */
final class Strata {
  private Strata() {}

  /** Two parts: of each class round(trainShare · rows) rows go to the first. */
  static Split split(Dataset data, double trainShare, long seed) {
    if (!(trainShare > 0 && trainShare < 1)) {
      throw new IllegalArgumentException(
          "stratifiedSplit: trainShare must be between 0 and 1, both excluded, got " + trainShare);
    }
    List<Integer> train = new ArrayList<>();
    List<Integer> test = new ArrayList<>();
    for (int[] rows : shuffled(data, seed)) {
      long share = Math.round(trainShare * rows.length);
      for (int i = 0; i < rows.length; i++) {
        (i < share ? train : test).add(rows[i]);
      }
    }
    if (train.isEmpty() || test.isEmpty()) {
      throw new IllegalArgumentException(
          "stratifiedSplit: a share of "
              + trainShare
              + " leaves one part without rows; there are "
              + data.rows());
    }
    return new Split(select(data, train), select(data, test));
  }

  /** k pairs: each row is in the second part of exactly one of them. */
  static List<Split> folds(Dataset data, int k, long seed) {
    if (k < 2 || k > data.rows()) {
      throw new IllegalArgumentException(
          "folds: k must be in [2, " + data.rows() + "], the number of rows, got " + k);
    }
    int[] fold = new int[data.rows()];
    int next = 0; // dealt out class by class, so that all folds have the same size but for one row
    for (int[] rows : shuffled(data, seed)) {
      for (int row : rows) {
        fold[row] = next++ % k;
      }
    }
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < k; i++) {
      int out = i;
      splits.add(
          new Split(
              data.select(rows(fold.length, r -> fold[r] != out)),
              data.select(rows(fold.length, r -> fold[r] == out))));
    }
    return splits;
  }

  private static int[] rows(int n, IntPredicate wanted) {
    return IntStream.range(0, n).filter(wanted).toArray();
  }

  private static Dataset select(Dataset data, List<Integer> rows) {
    return data.select(rows.stream().mapToInt(Integer::intValue).sorted().toArray());
  }

  /** The rows of each class, in random order. */
  private static List<int[]> shuffled(Dataset data, long seed) {
    Check.notNull("strata", "data", data);
    CounterRandom random = new CounterRandom(seed, Purpose.SPLIT);
    int[] classes = data.labels().isEmpty() ? new int[data.rows()] : data.classes();
    int count = Math.max(1, data.labels().size());
    List<int[]> strata = new ArrayList<>();
    for (int c = 0; c < count; c++) {
      int wanted = c;
      int[] rows = rows(classes.length, r -> classes[r] == wanted);
      random.shuffle(c, rows);
      strata.add(rows);
    }
    return strata;
  }
}
