package dev.neurite.activation;

import static dev.neurite.testing.Assertions.assertSameBits;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neurite.backend.Engine;
import dev.neurite.kernel.Kernels;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An activation that needs no Z computes the same gradient from Y in its place. */
class NeedsZTest {
  private static final List<Activation> FREE =
      List.of(
          new Identity(),
          new Step(),
          new Sigmoid(),
          new Tanh(),
          new Relu(),
          new LeakyRelu(0.01f),
          new LeakyRelu(0.99f),
          new Softmax());

  /** Zeros, the smallest and the largest of both signs, infinities, NaN, and what lies between. */
  private static float[] arguments() {
    float[] z = new float[64];
    float[] special = {
      0, Float.MIN_VALUE, Float.MIN_NORMAL, 1e-20f, 1, 20, Float.MAX_VALUE, 1 / 0f, Float.NaN
    };
    for (int i = 0; i < z.length; i++) {
      float size = i / 2 < special.length ? special[i / 2] : 0.3f * i;
      z[i] = i % 2 == 0 ? size : -size;
    }
    return z;
  }

  @Tag("kernel")
  @Test
  void whatNeedsNoZTakesYForIt() {
    try (Engine engine = TestBackend.expected().start();
        Arena arena = Arena.ofShared()) {
      Kernels kernels = engine.kernels();
      for (Activation f : FREE) {
        assertFalse(f.needsZ(), f::toString);
        Tensor z = Tensor.of(arena, arguments(), 8, 8);
        Tensor y = Tensor.allocate(arena, 8, 8);
        Tensor inPlace = Tensor.of(arena, arguments(), 8, 8);
        f.forward(kernels, 8, 8, z.segment(), y.segment());
        f.forward(kernels, 8, 8, inPlace.segment(), inPlace.segment());
        assertSameBits(y.toArray(), inPlace.toArray());
        assertSameBits(gradient(kernels, f, z, y), gradient(kernels, f, inPlace, inPlace));
      }
    }
  }

  private static float[] gradient(Kernels kernels, Activation f, Tensor z, Tensor y) {
    try (Arena arena = Arena.ofShared()) {
      Tensor dy = Tensor.allocate(arena, 8, 8);
      for (int i = 0; i < dy.elements(); i++) {
        dy.set(i, i - 30.5f);
      }
      f.backward(kernels, 8, 8, z.segment(), y.segment(), dy.segment(), dy.segment());
      return dy.segment().toArray(JAVA_FLOAT);
    }
  }
}
