package dev.neurite.kernel;

import static dev.neurite.testing.Assertions.assertSameBits;

import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestKernels;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A row through layers, wherever it lies in its array. */
@Tag("kernel")
@Tag("sample512")
class RowPlanTest {
  private static final int IN = 4;
  private static final int[] OUTPUTS = {1, 10, 40, 150}; // of every order, and by blocks
  private static final float[] ROW = {0.5f, -1.25f, 3, 0.1f};

  private final Kernels kernels = TestKernels.expected();

  private RowPlan plan(Arena arena, int out) {
    Tensor w = Tensor.allocate(arena, out, IN);
    for (int i = 0; i < w.elements(); i++) {
      w.set(i, i % 7 - 2.5f);
    }
    PackedDense layer = kernels.products().pack(IN, out, w.segment(), 0, MemorySegment.NULL, 0);
    return kernels.products().rowPlan(List.of(new RowPlan.Layer(layer, Function.TANH, 0)), false);
  }

  /** Loops over arrays mask where they begin; 2²⁶ floats are 256 MiB, the least that is too far. */
  @Test
  void aRowMayLieFarIntoAnArray() {
    int far = 1 << 26;
    float[] x = new float[far + IN];
    System.arraycopy(ROW, 0, x, far, IN);
    try (Arena arena = Arena.ofConfined()) {
      for (int out : OUTPUTS) {
        RowPlan plan = plan(arena, out);
        float[] expected = new float[out];
        float[] actual = new float[out];
        plan.run(ROW, 0, expected, 0);
        plan.run(x, far, actual, 0);
        assertSameBits(expected, actual);
      }
    }
  }
}
