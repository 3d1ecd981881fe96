package dev.neurite.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.random.CounterRandom.Purpose;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CounterRandomTest {
  private static final CounterRandom RANDOM = new CounterRandom(42, Purpose.SAMPLE);

  /** Saved models depend on these bits; they were printed by the first version. */
  @Test
  void theBitsNeverChange() {
    assertEquals(GOLDEN_A, new CounterRandom(0, Purpose.INITIALISE).bits(0, 0));
    assertEquals(GOLDEN_B, new CounterRandom(-1, Purpose.SHUFFLE).bits(7, 123_456_789));
  }

  private static final long GOLDEN_A = -6754864667792344268L;
  private static final long GOLDEN_B = 8500691078152418782L;

  @Test
  void seedPurposeStepAndIndexAllMatter() {
    Set<Long> seen = new HashSet<>();
    int n = 0;
    for (long seed = 0; seed < 8; seed++) {
      for (Purpose purpose : Purpose.values()) {
        for (long step = 0; step < 8; step++) {
          for (long index = 0; index < 8; index++, n++) {
            seen.add(new CounterRandom(seed, purpose).bits(step, index));
          }
        }
      }
    }
    assertEquals(n, seen.size());
  }

  /** Mean and variance of n numbers are within five standard errors. */
  @Test
  void uniformAndNormalHaveTheirMoments() {
    int n = 100_000;
    double[] uniform = IntStream.range(0, n).mapToDouble(i -> RANDOM.uniform(1, i)).toArray();
    double[] normal = IntStream.range(0, n).mapToDouble(i -> RANDOM.normal(2, i)).toArray();
    assertTrue(Arrays.stream(uniform).allMatch(u -> u >= 0 && u < 1));
    assertMoments(uniform, 0.5, 1 / 12.0, 1 / 180.0);
    assertMoments(normal, 0, 1, 2);
  }

  private static void assertMoments(double[] x, double mean, double variance, double spread) {
    double m = Arrays.stream(x).average().orElseThrow();
    double v =
        Arrays.stream(x).map(value -> (value - mean) * (value - mean)).average().orElseThrow();
    assertEquals(mean, m, 5 * Math.sqrt(variance / x.length));
    assertEquals(variance, v, 5 * Math.sqrt(spread / x.length));
  }

  @Test
  void integersAreUniform() {
    int[] counts = new int[10];
    IntStream.range(0, 100_000).forEach(i -> counts[RANDOM.integer(3, i, 10)]++);
    for (int count : counts) {
      assertEquals(10_000, count, 5 * Math.sqrt(9_000)); // binomial: variance n·p·(1 − p)
    }
    assertThrows(IllegalArgumentException.class, () -> RANDOM.integer(0, 0, 0));
  }

  @Test
  void aShuffleIsAPermutationOfItsOwnForEveryStep() {
    int[] a = IntStream.range(0, 1000).toArray();
    int[] b = a.clone();
    RANDOM.shuffle(1, a);
    RANDOM.shuffle(2, b);
    assertNotEquals(Arrays.toString(a), Arrays.toString(b));
    int[] again = IntStream.range(0, 1000).toArray();
    RANDOM.shuffle(1, again);
    assertArrayEquals(again, a);
    Arrays.sort(a);
    assertArrayEquals(IntStream.range(0, 1000).toArray(), a);
  }

  /** Each of the 6 orders of 3 items comes as often as the others. */
  @Test
  void aShuffleIsFair() {
    int[] counts = new int[6];
    for (int step = 0; step < 60_000; step++) {
      int[] items = {0, 1, 2};
      RANDOM.shuffle(step, items);
      counts[2 * items[0] + (items[1] > items[2] ? 1 : 0)]++;
    }
    for (int count : counts) {
      assertEquals(10_000, count, 5 * Math.sqrt(60_000 * 5 / 36.0));
    }
  }
}
