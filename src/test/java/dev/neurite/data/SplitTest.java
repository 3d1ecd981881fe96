package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Splits and shuffles: the same for the same seed, and every row exactly once. */
class SplitTest {

  @Property
  void partsTogetherHaveEveryRowOnce(
      @ForAll @IntRange(min = 2, max = 200) int rows,
      @ForAll @DoubleRange(min = 0, minIncluded = false, max = 1, maxIncluded = false) double share,
      @ForAll long seed) {
    Split split = numbered(rows).split(share, seed);
    long wanted = Math.clamp(Math.round(share * rows), 1, rows - 1);
    assertEquals(wanted, split.train().rows());
    assertArrayEquals(ascending(rows), sorted(split.train(), split.test()));
  }

  @Property
  void shuffledHasEveryRowOnce(@ForAll @IntRange(min = 1, max = 200) int rows, @ForAll long seed) {
    assertArrayEquals(ascending(rows), sorted(numbered(rows).shuffled(seed)));
  }

  @Test
  void sameSeedGivesTheSameRowsAndAnotherSeedOthers() {
    Dataset data = numbered(1000);
    assertArrayEquals(first(data.split(0.8, 7)), first(data.split(0.8, 7)));
    assertFalse(Arrays.equals(first(data.split(0.8, 7)), first(data.split(0.8, 8))));
    assertArrayEquals(values(data.shuffled(7)), values(data.shuffled(7)));
    assertFalse(Arrays.equals(values(data.shuffled(7)), values(data.shuffled(8))));
    assertFalse(Arrays.equals(values(data.shuffled(7)), values(data)));
  }

  @Test
  // the numbers are those of the hash and of Fisher–Yates, worked out apart from this code
  void sameSeedGivesTheSameRowsOnEveryMachine() {
    Split split = numbered(10).split(0.7, 42);
    assertArrayEquals(new float[] {1, 9, 7, 5, 3, 4, 2}, values(split.train()));
    assertArrayEquals(new float[] {6, 8, 0}, values(split.test()));
  }

  @Test
  void rowsKeepTheirTargetsAndWeights() {
    Dataset data = numbered(50);
    float[] weights = values(data);
    for (Dataset part : both(data.withWeights(weights).split(0.5, 3))) {
      assertArrayEquals(values(part), part.targets().toArray());
      assertArrayEquals(values(part), part.weights().orElseThrow().toArray());
    }
  }

  @Test
  void digitsSplitAsTheMainJobDoes() {
    Split split = Csv.read(Path.of("src/data/digits.csv.gz")).split(0.8, 1);
    assertEquals(1438, split.train().rows());
    assertEquals(359, split.test().rows());
    assertEquals(10, split.test().labels().size());
  }

  private static Dataset[] both(Split split) {
    return new Dataset[] {split.train(), split.test()};
  }

  /** Row i has feature i and target i. */
  private static Dataset numbered(int rows) {
    float[][] values = new float[rows][1];
    for (int row = 0; row < rows; row++) {
      values[row][0] = row;
    }
    return Dataset.regression(values, values);
  }

  private static float[] values(Dataset data) {
    return data.features().toArray();
  }

  private static float[] first(Split split) {
    return values(split.train());
  }

  private static float[] ascending(int rows) {
    return values(numbered(rows));
  }

  private static float[] sorted(Dataset... parts) {
    float[] all = new float[0];
    for (Dataset part : parts) {
      float[] values = values(part);
      all = Arrays.copyOf(all, all.length + values.length);
      System.arraycopy(values, 0, all, all.length - values.length, values.length);
    }
    Arrays.sort(all);
    return all;
  }
}
