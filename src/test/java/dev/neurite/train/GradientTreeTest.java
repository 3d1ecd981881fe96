package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Sums whose bits depend on the number of leaves alone, and not on where they were added. */
class GradientTreeTest {
  private static final int ELEMENTS = 5;
  private static final CounterRandom RANDOM = new CounterRandom(3, Purpose.SAMPLE);

  /** Every fifth leaf is missing, and, of an odd number of leaves, the last one. */
  private static boolean isMissing(int leaf, int leaves) {
    return leaf % 5 == 3 || leaves % 2 == 1 && leaf == leaves - 1;
  }

  private static float[] leaf(int index) {
    float[] values = new float[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      values[i] = (float) RANDOM.normal(index, i);
    }
    return values;
  }

  /** The sum by its definition: nodes [from, from + width), halves first. Null if none is there. */
  private static float[] oracle(int from, int width, int leaves) {
    if (from >= leaves || width == 1 && isMissing(from, leaves)) {
      return null;
    }
    if (width == 1) {
      return leaf(from);
    }
    float[] left = oracle(from, width / 2, leaves);
    float[] right = oracle(from + width / 2, width / 2, leaves);
    if (left == null || right == null) {
      return left == null ? right : left;
    }
    for (int i = 0; i < ELEMENTS; i++) {
      left[i] += right[i];
    }
    return left;
  }

  private static float[] expected(int leaves) {
    float[] sum = oracle(0, 64, leaves);
    return sum == null ? new float[ELEMENTS] : sum;
  }

  /** The same in groups of consecutive leaves, whose sums are then added. */
  private static float[] grouped(Engine engine, int leaves, int group) {
    try (Arena arena = Arena.ofConfined()) {
      int groups = Math.ceilDiv(leaves, group);
      GradientTree top = new GradientTree(arena, engine.kernels(), ELEMENTS, groups);
      GradientTree low = new GradientTree(arena, engine.kernels(), ELEMENTS, group);
      for (int g = 0; g < groups; g++) {
        boolean empty = true;
        for (int i = g * group; i < Math.min(leaves, (g + 1) * group); i++) {
          if (isMissing(i, leaves)) {
            low.push(false);
          } else {
            Tensor.view(low.leaf(), Shape.of(ELEMENTS)).copyFrom(leaf(i));
            low.push(true);
            empty = false;
          }
        }
        low.finish(top.leaf());
        top.push(!empty);
      }
      Tensor sum = Tensor.of(arena, leaf(99), ELEMENTS);
      top.finish(sum.segment());
      return sum.segment().toArray(JAVA_FLOAT);
    }
  }

  @Test
  void theSumIsThatOfTheTreeHoweverLeavesAreGrouped() {
    try (Engine engine = Backend.scalar().start()) {
      for (int leaves = 1; leaves <= 40; leaves++) {
        for (int group = 1; group <= 64; group *= 2) {
          float[] got = grouped(engine, leaves, group);
          assertArrayEquals(expected(leaves), got, 0, leaves + " leaves by " + group);
        }
      }
    }
  }

  @Test
  void theOrderOfTheLeavesIsPartOfTheSum() {
    float[] tree = expected(14);
    float[] chain = new float[ELEMENTS];
    for (int leaf = 0; leaf < 14; leaf++) {
      for (int i = 0; i < ELEMENTS && !isMissing(leaf, 14); i++) {
        chain[i] += leaf(leaf)[i];
      }
    }
    assertFalse(Arrays.equals(tree, chain), "else the test above could not fail");
  }
}
