package dev.neurite.serve;

import dev.neurite.backend.Backend;
import dev.neurite.backend.Engine;
import dev.neurite.kernel.Kernels;
import dev.neurite.serve.Step.LayerStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.IdentityHashMap;
import java.util.Map;

/** What one call needs for itself: kernels, and a buffer per step. One caller at a time. */
final class Scratch {
  private final Kernels kernels;
  private final int rows;
  private final MemorySegment[] buffers;
  private final Map<LayerStep, MemorySegment[]> inputs = new IdentityHashMap<>();

  /** Room for batches of up to {@code rows}. Its memory is collected with it. */
  Scratch(FrozenPlan plan, Backend backend, int rows) {
    Engine engine = backend.start(); // of one thread: nothing to close
    this.kernels = engine.trustedKernels();
    this.rows = rows;
    this.buffers = new MemorySegment[plan.widths().size()];
    Arena arena = Arena.ofAuto();
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = Tensor.allocate(arena, rows, plan.widths().get(i)).segment();
    }
    for (Step step : plan.steps()) {
      if (step instanceof LayerStep layer) {
        inputs.put(layer, layer.sources().stream().map(this::buffer).toArray(MemorySegment[]::new));
      }
    }
  }

  Kernels kernels() {
    return kernels;
  }

  /** The most rows at once. */
  int rows() {
    return rows;
  }

  MemorySegment buffer(int index) {
    return buffers[index];
  }

  MemorySegment[] inputs(LayerStep step) {
    return inputs.get(step);
  }
}
