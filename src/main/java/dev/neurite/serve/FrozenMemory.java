package dev.neurite.serve;

import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.PackedDense;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.serve.Step.JoinStep;
import dev.neurite.serve.Step.ScaleStep;
import dev.neurite.serve.Step.SoftmaxStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;

/** Where freezing puts weights and constants: new memory, or that of a plan nobody uses. */
final class FrozenMemory {
  private final Kernels kernels;
  private final boolean fresh;
  private final Deque<PackedDense> layers = new ArrayDeque<>();
  private final Deque<Tensor> constants = new ArrayDeque<>();

  private FrozenMemory(Kernels kernels, boolean fresh) {
    this.kernels = kernels;
    this.fresh = fresh;
  }

  /** New memory, which is collected with what is put there. */
  static FrozenMemory fresh(Kernels kernels) {
    return new FrozenMemory(kernels, true);
  }

  /** The memory of a plan that these kernels packed, in the order of its steps. */
  static FrozenMemory of(FrozenPlan plan, Kernels kernels) {
    FrozenMemory memory = new FrozenMemory(kernels, false);
    for (Step step : plan.steps()) {
      switch (step) { // of all kinds: one that is forgotten here would keep its old numbers
        case DenseStep dense -> memory.layers.add(dense.layer());
        case ScaleStep scale -> {
          memory.constants.add(scale.shift());
          memory.constants.add(scale.factor());
        }
        case JoinStep _, SoftmaxStep _ -> {}
      }
    }
    return memory;
  }

  /** A layer with these weights [out, in], and this bias [out] unless it is NULL. */
  PackedDense layer(int in, int out, MemorySegment w, MemorySegment b) {
    if (fresh) {
      return kernels.products().pack(in, out, w, 0, b, 0);
    }
    PackedDense layer = layers.remove();
    kernels.products().repack(layer, w, 0, b, 0);
    return layer;
  }

  /** A vector of these numbers. */
  Tensor constants(float[] values) {
    if (fresh) {
      return Tensor.of(Arena.ofAuto(), values, values.length);
    }
    Tensor tensor = constants.remove();
    tensor.copyFrom(values);
    return tensor;
  }
}
