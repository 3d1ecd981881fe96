package dev.neurite.serve;

import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.RowPlan;
import dev.neurite.serve.Step.LayerStep;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * What one call needs for itself: kernels, and a buffer per step or, for single rows, a way through
 * the layers that needs none. One caller at a time.
 */
final class Scratch {
  private final Kernels kernels;
  private final int rows;
  private final RowPlan row;
  private final float[] features;
  private final float[] outputs;
  private final MemorySegment[] buffers;
  private final MemorySegment[][] inputs; // by the buffer that a layer writes
  private final CallMeter meter;

  /** Room for batches of up to {@code rows}. Its memory is collected with it. */
  Scratch(FrozenPlan plan, Kernels kernels, int rows, CallMeter meter) {
    this.meter = meter;
    this.kernels = kernels;
    this.rows = rows;
    this.features = new float[rows == 1 ? plan.in() : 0];
    this.outputs = new float[rows == 1 ? plan.out() : 0];
    this.buffers = new MemorySegment[plan.buffers()];
    this.inputs = new MemorySegment[plan.buffers()][];
    RowPlan layers = rows == 1 ? plan.rowPlan(kernels) : null;
    this.row = layers == null ? new StepRow(plan, this) : layers;
    if (layers == null) {
      allocate(plan);
    }
  }

  private void allocate(FrozenPlan plan) {
    Arena arena = Arena.ofAuto();
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = Tensor.allocate(arena, rows, plan.width(i)).segment();
    }
    for (int i = 0; i < plan.steps(); i++) {
      if (plan.step(i) instanceof LayerStep layer) {
        inputs[layer.target()] = buffers(layer.sources());
      }
    }
  }

  private MemorySegment[] buffers(List<Integer> indices) {
    MemorySegment[] chosen = new MemorySegment[indices.size()];
    for (int i = 0; i < chosen.length; i++) {
      chosen[i] = buffers[indices.get(i)];
    }
    return chosen;
  }

  Kernels kernels() {
    return kernels;
  }

  /** Counts its calls. */
  CallMeter meter() {
    return meter;
  }

  /** The most rows at once. */
  int rows() {
    return rows;
  }

  /** The way of a single row. */
  RowPlan row() {
    return row;
  }

  /** Room for one row, where {@link #rows} is 1. */
  float[] features() {
    return features;
  }

  /** Room for one row of outputs, where {@link #rows} is 1. */
  float[] outputs() {
    return outputs;
  }

  MemorySegment buffer(int index) {
    return buffers[index];
  }

  MemorySegment[] inputs(LayerStep step) {
    return inputs[step.target()];
  }
}
