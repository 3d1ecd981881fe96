package dev.neurite.layer;

import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Test;

class MaxoutTest {

  private static float[] predict(float... x) {
    try (Network network = Network.of(NetworkSpec.chain(6, new Maxout(3)), Backend.scalar())) {
      return network.predict(x);
    }
  }

  @Test
  void theLargestOfEachGroupOfNeighboursIsTheOutput() {
    assertArrayEquals(new float[] {3, -1}, predict(1, 3, 2, -1, -5, -2));
  }

  @Test
  void aPieceThatIsNaNMakesItsOutputNaN() {
    assertSameBits(new float[] {Float.NaN, 2}, predict(1, Float.NaN, 2, 0, 1, 2));
  }

  @Test
  void theFirstOfTheLargestHasTheGradient() {
    try (Arena arena = Arena.ofConfined()) {
      Layer layer = new Maxout(3).create(List.of(), 6);
      MemorySegment[] x = {Tensor.of(arena, new float[] {1, 3, 3, -1, -5, -2}, 6).segment()};
      MemorySegment y = Tensor.allocate(arena, 2).segment();
      Tensor dx = Tensor.of(arena, new float[] {9, 9, 9, 9, 9, 9}, 6);
      Tensor dy = Tensor.of(arena, new float[] {5, 7}, 2);
      MemorySegment[] gradients = {dx.segment()};
      layer.forward(null, 1, x, y);
      layer.backward(null, 1, x, y, dy.segment(), gradients, new boolean[] {false});
      assertArrayEquals(new float[] {0, 5, 0, 7, 0, 0}, dx.toArray());
      layer.backward(null, 1, x, y, dy.segment(), gradients, new boolean[] {true});
      assertArrayEquals(new float[] {0, 10, 0, 14, 0, 0}, dx.toArray());
    }
  }

  @Test
  void aWidthThatIsNoMultipleIsRefused() {
    assertEquals(
        "node maxout1: layer Maxout[pieces=4] expects an input whose width is a multiple of 4, got"
            + " 6",
        messageOf(IllegalArgumentException.class, () -> NetworkSpec.chain(6, new Maxout(4))));
  }
}
