package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.serve.Step.ScaleStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** One step of a network that is frozen, and not packed yet. Immutable. */
sealed interface FrozenStep {

  /** The step on these kernels. */
  Step pack(Kernels kernels);

  /** Gives a step that {@link #pack} made the numbers of this one, in the memory it has. */
  void repack(Kernels kernels, Step step);

  /** Multiply–adds of a row. */
  long products();

  /** A step that is the same on all kernels, and has no numbers. */
  record Ready(Step step) implements FrozenStep {
    @Override
    public Step pack(Kernels kernels) {
      return step;
    }

    @Override
    public void repack(Kernels kernels, Step old) {
      // nothing that could have changed
    }

    @Override
    public long products() {
      return 0;
    }
  }

  /** The scaling of raw features: shift and factor are [in]. */
  record ScaleConstants(float[] shift, float[] factor, int source, int target)
      implements FrozenStep {
    @Override
    public Step pack(Kernels kernels) {
      Arena arena = Arena.ofAuto();
      int in = shift.length;
      return new ScaleStep(
          Tensor.of(arena, shift, in), Tensor.of(arena, factor, in), source, target);
    }

    @Override
    public void repack(Kernels kernels, Step step) {
      ScaleStep scale = (ScaleStep) step;
      scale.shift().copyFrom(shift);
      scale.factor().copyFrom(factor);
    }

    @Override
    public long products() {
      return 0;
    }
  }

  /**
   * A dense layer.
   *
   * @param weights [out, in]
   * @param bias [out], or null
   */
  record DenseWeights(
      int in,
      float[] weights,
      float[] bias,
      Function function,
      float parameter,
      int source,
      int target)
      implements FrozenStep {
    @Override
    public Step pack(Kernels kernels) {
      try (Arena arena = Arena.ofConfined()) {
        int out = weights.length / in;
        MemorySegment w = copy(arena, weights);
        MemorySegment b = bias == null ? MemorySegment.NULL : copy(arena, bias);
        PackedDense layer = kernels.products().pack(in, out, w, 0, b, 0);
        return new DenseStep(layer, function, parameter, source, target);
      }
    }

    @Override
    public void repack(Kernels kernels, Step step) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment w = copy(arena, weights);
        MemorySegment b = bias == null ? MemorySegment.NULL : copy(arena, bias);
        kernels.products().repack(((DenseStep) step).layer(), w, 0, b, 0);
      }
    }

    @Override
    public long products() {
      return weights.length;
    }

    private static MemorySegment copy(Arena arena, float[] values) {
      MemorySegment copy = Tensor.allocate(arena, values.length).segment();
      MemorySegment.copy(values, 0, copy, JAVA_FLOAT, 0, values.length);
      return copy;
    }
  }
}
