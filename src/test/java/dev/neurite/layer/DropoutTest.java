package dev.neurite.layer;

import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DropoutTest {
  private static final int ROWS = 200;
  private static final int WIDTH = 50;
  private static final CounterRandom RANDOM = new CounterRandom(4, Purpose.DROPOUT);

  private static float[] ones() {
    float[] ones = new float[ROWS * WIDTH];
    Arrays.fill(ones, 1);
    return ones;
  }

  private static Network network(LayerSpec... layers) {
    return Network.of(NetworkSpec.chain(WIDTH, layers), TestBackend.expected());
  }

  private static float[] forward(Network network, boolean training) {
    try (Arena arena = Arena.ofShared()) {
      var x = Tensor.of(arena, ones(), ROWS, WIDTH).segment();
      var y = training ? network.forwardTraining(x, ROWS) : network.forward(x, ROWS);
      return y.asSlice(0, 4L * ROWS * WIDTH).toArray(JAVA_FLOAT);
    }
  }

  private static float[] atStep(Network network, long step) {
    network.beginStep(RANDOM, step);
    return forward(network, true);
  }

  @Test
  void outsideTrainingItDoesNothing() {
    try (Network network = network(new Dropout(0.5f))) {
      assertArrayEquals(ones(), forward(network, false));
    }
  }

  /** The share is off by less than 4 deviations √(p·(1 − p) / n) = 0.0043. */
  @Test
  void aShareOfTheOutputsIsLeftOutAndTheRestIsScaledUp() {
    try (Network network = network(new Dropout(0.25f))) {
      float[] y = atStep(network, 1);
      int zeros = 0;
      for (float value : y) {
        assertTrue(value == 0 || value == 1 / 0.75f, () -> "got " + value);
        zeros += value == 0 ? 1 : 0;
      }
      assertEquals(0.25, (double) zeros / y.length, 4 * 0.0043);
    }
  }

  @Test
  void itDependsOnStepAndLayerAndNothingElse() {
    try (Network one = network(new Dropout(0.5f));
        Network two = network(new Maxout(1), new Dropout(0.5f))) {
      float[] first = atStep(one, 1);
      assertFalse(Arrays.equals(first, atStep(one, 2)));
      assertArrayEquals(first, atStep(one, 1));
      assertFalse(Arrays.equals(first, atStep(two, 1)));
    }
  }

  /** A mask that changes would change every answer. */
  @Test
  void theMaskIsTheHashOfSeedStepLayerAndElement() {
    try (Network network = network(new Maxout(1), new Dropout(0.5f))) {
      float[] y = atStep(network, 7);
      for (int i = 0; i < y.length; i++) {
        assertEquals(RANDOM.uniform(7, (1L << 32) + i) < 0.5 ? 0 : 2, y[i]);
      }
    }
  }

  @Test
  void aRateOfOneIsRefused() {
    assertEquals(
        "dropout: rate must be in [0.0, 1.0), got 1.0",
        messageOf(IllegalArgumentException.class, () -> new Dropout(1)));
  }
}
