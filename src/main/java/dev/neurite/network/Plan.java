package dev.neurite.network;

import dev.neurite.kernel.Kernels;
import dev.neurite.layer.Moment;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The steps of a network in the order of computation, and their buffers.
 *
 * <p>Each step has an output and a gradient of its own, for batches of up to {@link #capacity()}
 * rows. In the backward pass the last reader of an output writes its gradient and the earlier ones
 * add to it.
 */
final class Plan {
  private final List<PlanStep> steps;
  private final int output;
  private int capacity;
  private boolean trains;

  Plan(List<PlanStep> steps, int output) {
    this.steps = List.copyOf(steps);
    this.output = output;
    markAccumulation();
  }

  /** Rows there is room for. */
  int capacity() {
    return capacity;
  }

  /** True if there is room for gradients too. */
  boolean trains() {
    return trains;
  }

  MemorySegment outputValue() {
    return steps.get(output).y;
  }

  MemorySegment value(int step) {
    return steps.get(step).y;
  }

  MemorySegment outputGradient() {
    return steps.get(output).dy;
  }

  /** Allocates buffers for batches of {@code batch} rows that start from the input {@code x}. */
  void reserve(Arena arena, int batch, boolean training, MemorySegment x) {
    for (PlanStep step : steps) {
      step.layer.reserve(arena, batch);
      step.y = Tensor.allocate(arena, batch, step.width).segment();
      step.dy = training ? Tensor.allocate(arena, batch, step.width).segment() : MemorySegment.NULL;
      for (int i = 0; i < step.sources.length; i++) {
        int source = step.sources[i];
        step.x[i] = source < 0 ? x : steps.get(source).y;
        step.dx[i] = source < 0 || !training ? null : steps.get(source).dy;
      }
    }
    capacity = batch;
    trains = training;
  }

  /** There is no room any more. */
  void forget() {
    capacity = 0;
    trains = false;
  }

  /** Draws the parameters of all layers, numbered through. */
  void initialise(CounterRandom random) {
    long number = 0;
    for (PlanStep step : steps) {
      step.layer.initialise(random, number);
      number += step.layer.parameters().size();
    }
  }

  void forward(Kernels kernels, int batch) {
    for (int i = 0; i < steps.size(); i++) { // by index: an iterator would be garbage per call
      PlanStep step = steps.get(i);
      step.layer.forward(kernels, batch, step.x, step.y);
    }
  }

  void forwardTraining(Kernels kernels, Moment moment, int batch) {
    for (int i = 0; i < steps.size(); i++) {
      PlanStep step = steps.get(i);
      moment.layer(i);
      step.layer.forwardTraining(kernels, moment, batch, step.x, step.y);
    }
  }

  void backward(Kernels kernels, int batch) {
    for (int i = steps.size() - 1; i >= 0; i--) {
      PlanStep step = steps.get(i);
      step.layer.backward(kernels, batch, step.x, step.y, step.dy, step.dx, step.accumulate);
    }
  }

  private void markAccumulation() {
    boolean[] written = new boolean[steps.size()];
    for (PlanStep step : steps.reversed()) {
      for (int i = 0; i < step.sources.length; i++) {
        if (step.sources[i] >= 0) {
          step.accumulate[i] = written[step.sources[i]];
          written[step.sources[i]] = true;
        }
      }
    }
  }
}
