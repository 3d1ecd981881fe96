package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StrataTest {
  /** 90 rows of class 0, 30 of class 1; the feature is the row's number. */
  private static final Dataset DATA =
      Dataset.classification(
          IntStream.range(0, 120).mapToObj(i -> new float[] {i}).toArray(float[][]::new),
          IntStream.range(0, 120).map(i -> i % 4 == 0 ? 1 : 0).toArray());

  private static long ones(Dataset data) {
    return IntStream.of(data.classes()).filter(c -> c == 1).count();
  }

  private static float[] sortedRows(Dataset... parts) {
    int rows = Arrays.stream(parts).mapToInt(Dataset::rows).sum();
    float[] numbers = new float[rows];
    int at = 0;
    for (Dataset part : parts) {
      for (float value : part.features().toArray()) {
        numbers[at++] = value;
      }
    }
    Arrays.sort(numbers);
    return numbers;
  }

  @Test
  void everyClassHasItsShareOfASplit() {
    Split split = DATA.stratifiedSplit(0.8, 1);
    assertEquals(96, split.train().rows());
    assertEquals(24, ones(split.train()));
    assertEquals(6, ones(split.test()));
    assertArrayEquals(sortedRows(DATA), sortedRows(split.train(), split.test()));
  }

  @Test
  void everyRowIsHeldOutOnceAndEveryFoldHasItsShare() {
    List<Split> folds = DATA.folds(7, 3);
    for (Split fold : folds) {
      assertTrue(Math.abs(fold.test().rows() - 120 / 7.0) <= 1, fold::toString);
      assertTrue(Math.abs(ones(fold.test()) - 30 / 7.0) <= 1, fold::toString);
      assertArrayEquals(sortedRows(DATA), sortedRows(fold.train(), fold.test()));
    }
    Dataset[] held = folds.stream().map(Split::test).toArray(Dataset[]::new);
    assertArrayEquals(sortedRows(DATA), sortedRows(held));
  }

  @Test
  void theSeedChoosesTheRows() {
    float[] one = DATA.folds(5, 1).getFirst().test().features().toArray();
    assertArrayEquals(one, DATA.folds(5, 1).getFirst().test().features().toArray());
    assertTrue(!Arrays.equals(one, DATA.folds(5, 2).getFirst().test().features().toArray()));
  }

  @Test
  void whatCannotBeSplitIsRefused() {
    Failure.of(
        IllegalArgumentException.class,
        "folds: k must be in [2, 120], the number of rows, got 1",
        () -> DATA.folds(1, 0));
    Failure.of(
        IllegalArgumentException.class,
        "stratifiedSplit: trainShare must be between 0 and 1, both excluded, got 1.0",
        () -> DATA.stratifiedSplit(1, 0));
    Dataset one = DATA.select(new int[] {3});
    Failure.of(
        IllegalArgumentException.class,
        "stratifiedSplit: a share of 0.5 leaves one part without rows; there are 1",
        () -> one.stratifiedSplit(0.5, 0));
  }
}
