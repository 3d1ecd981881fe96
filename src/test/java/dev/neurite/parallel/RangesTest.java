package dev.neurite.parallel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.Generators;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RangesTest {

  @Property(seed = "7")
  void partsCoverTheRangeOnceInOrder(
      @ForAll("lengths") int size,
      @ForAll @IntRange(min = 1, max = 40) int granule,
      @ForAll @IntRange(min = 1, max = 9) int threads) {
    int parts = Ranges.parts(size, granule, threads);
    assertEquals(size == 0, parts == 0);
    int end = 0;
    for (int part = 0; part < parts; part++) {
      assertEquals(end, Ranges.start(part, parts, size, granule));
      assertEquals(0, end % granule);
      end = Ranges.start(part + 1, parts, size, granule);
      assertTrue(end > Ranges.start(part, parts, size, granule));
    }
    assertEquals(size, end);
  }

  @Property(seed = "7")
  void partsDifferByAtMostOneGranule(
      @ForAll("lengths") int size,
      @ForAll @IntRange(min = 1, max = 40) int granule,
      @ForAll @IntRange(min = 1, max = 9) int threads) {
    int parts = Ranges.parts(size, granule, threads);
    int whole = size / granule / Math.max(1, parts) * granule; // of an even split, rounded down
    for (int part = 0; part < parts; part++) {
      int length =
          Ranges.start(part + 1, parts, size, granule) - Ranges.start(part, parts, size, granule);
      assertTrue(length <= whole + granule, () -> length + " of " + size);
      assertTrue(length >= whole || part == parts - 1, () -> length + " of " + size);
    }
  }

  @Test
  void theLargestSizesDoNotOverflow() {
    int size = Integer.MAX_VALUE;
    assertEquals(3, Ranges.parts(size, 16, 3));
    assertEquals(715827872, Ranges.start(1, 3, size, 16));
    assertEquals(1431655760, Ranges.start(2, 3, size, 16));
    assertEquals(size, Ranges.start(3, 3, size, 16));
    assertEquals(1, Ranges.parts(size, size, 3));
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Generators.lengths();
  }
}
