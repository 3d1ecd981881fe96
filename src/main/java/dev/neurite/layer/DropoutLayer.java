package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Y = X·mask in training, Y = X otherwise; the mask is 0 or 1 / (1 − p). */
final class DropoutLayer implements Layer {
  private final Dropout spec;
  private final int width;
  private MemorySegment mask = MemorySegment.NULL;

  DropoutLayer(Dropout spec, int width) {
    this.spec = spec;
    this.width = width;
  }

  @Override
  public List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public void initialise(CounterRandom random, long firstParameter) {
    // nothing to draw
  }

  @Override
  public void reserve(Arena arena, int batch) {
    mask = Tensor.allocate(arena, batch, width).segment();
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    MemorySegment.copy(x[0], 0, y, 0, (long) Float.BYTES * batch * width);
  }

  @Override
  public void forwardTraining(
      Kernels kernels, Moment moment, int batch, MemorySegment[] x, MemorySegment y) {
    float kept = 1 / (1 - spec.rate());
    for (int i = 0; i < batch * width; i++) {
      mask.setAtIndex(JAVA_FLOAT, i, moment.uniform(i) < spec.rate() ? 0 : kept);
    }
    multiply(batch * width, x[0], false, y);
  }

  /** dX = dY·mask. */
  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    if (dx[0] != null) {
      multiply(batch * width, dy, accumulate[0], dx[0]);
    }
  }

  /** y ← fma(x, mask, y or 0). */
  private void multiply(int n, MemorySegment x, boolean accumulate, MemorySegment y) {
    for (int i = 0; i < n; i++) {
      float old = accumulate ? y.getAtIndex(JAVA_FLOAT, i) : 0;
      float product = Math.fma(x.getAtIndex(JAVA_FLOAT, i), mask.getAtIndex(JAVA_FLOAT, i), old);
      y.setAtIndex(JAVA_FLOAT, i, product);
    }
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
