package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.serve.Step.ColumnStep;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.function.BiFunction;

/** One step of a network that is frozen, and not packed yet. Immutable. */
sealed interface FrozenStep {

  /** The step on these kernels. */
  Step pack(Kernels kernels);

  /** Gives a step that {@link #pack} made the numbers of this one, in the memory it has. */
  void repack(Kernels kernels, Step step);

  /** Multiply–adds of a row. */
  long products();

  /** The same step with short sums. */
  default FrozenStep shortened() {
    return this;
  }

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

  /** A step with two numbers per column: shift and factor are [columns]. */
  record ByColumns(float[] shift, float[] factor, BiFunction<Tensor, Tensor, ColumnStep> maker)
      implements FrozenStep {
    @Override
    public Step pack(Kernels kernels) {
      Arena arena = Arena.ofAuto();
      int columns = shift.length;
      return maker.apply(Tensor.of(arena, shift, columns), Tensor.of(arena, factor, columns));
    }

    @Override
    public void repack(Kernels kernels, Step step) {
      ColumnStep old = (ColumnStep) step;
      old.shift().copyFrom(shift);
      old.factor().copyFrom(factor);
    }

    @Override
    public long products() {
      return 0;
    }
  }

  /**
   * The weights of a dense layer, which becomes a step once it is known what it reads and writes.
   *
   * @param weights [out, in]
   * @param bias [out], or null
   */
  record DenseWeights(int in, float[] weights, float[] bias) {
    private static final int SHORT = 32; // rounds of a loop, or of four chains: see WarmUp

    private DenseWeights shortened() {
      int out = weights.length / in;
      int few = Math.min(in, ForwardOrder.of(out) == ForwardOrder.CHAIN ? SHORT : 4 * SHORT);
      return new DenseWeights(few, Arrays.copyOf(weights, out * few), bias);
    }

    DenseLayer with(Function function, float parameter, int source, int target) {
      return new DenseLayer(this, function, parameter, source, target);
    }

    private void repack(Kernels kernels, PackedDense layer) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment b = bias == null ? MemorySegment.NULL : copy(arena, bias);
        kernels.products().repack(layer, copy(arena, weights), 0, b, 0);
      }
    }

    private PackedDense pack(Kernels kernels) {
      try (Arena arena = Arena.ofConfined()) {
        int out = weights.length / in;
        MemorySegment w = copy(arena, weights);
        MemorySegment b = bias == null ? MemorySegment.NULL : copy(arena, bias);
        return kernels.products().pack(in, out, w, 0, b, 0);
      }
    }

    private static MemorySegment copy(Arena arena, float[] values) {
      MemorySegment copy = Tensor.allocate(arena, values.length).segment();
      MemorySegment.copy(values, 0, copy, JAVA_FLOAT, 0, values.length);
      return copy;
    }
  }

  /** A dense layer with its activation. */
  record DenseLayer(DenseWeights linear, Function function, float parameter, int source, int target)
      implements FrozenStep {
    @Override
    public Step pack(Kernels kernels) {
      return new DenseStep(linear.pack(kernels), function, parameter, source, target);
    }

    @Override
    public void repack(Kernels kernels, Step step) {
      linear.repack(kernels, ((DenseStep) step).layer());
    }

    @Override
    public long products() {
      return linear.weights().length;
    }

    @Override
    public FrozenStep shortened() {
      return new DenseLayer(linear.shortened(), function, parameter, source, target);
    }
  }
}
