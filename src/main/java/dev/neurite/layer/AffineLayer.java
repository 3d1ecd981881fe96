package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Y = (X − s)·f by columns. */
final class AffineLayer implements Layer {
  private final int width;
  private final List<Parameter> parameters;
  private final MemorySegment shift;
  private final MemorySegment factor;
  private MemorySegment centred = MemorySegment.NULL; // X − s, in the backward pass
  private MemorySegment ones = MemorySegment.NULL;
  private MemorySegment zeros = MemorySegment.NULL;

  AffineLayer(int width, List<Parameter> parameters) {
    this.width = width;
    this.parameters = List.copyOf(parameters);
    this.shift = parameters.get(0).value().segment();
    this.factor = parameters.get(1).value().segment();
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public void initialise(CounterRandom random, long firstParameter) {
    shift.fill((byte) 0);
    fill(factor);
  }

  @Override
  public void reserve(Arena arena, int batch) {
    centred = Tensor.allocate(arena, batch, width).segment();
    zeros = Tensor.allocate(arena, width).segment();
    ones = Tensor.allocate(arena, width).segment();
    fill(ones);
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    scale(kernels, batch, x[0], shift, factor, y);
  }

  /** df = Σ (X − s)·dY and ds = −f·Σ dY, both by columns; dX = f·dY. */
  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    MemorySegment ds = parameters.get(0).gradient().segment();
    MemorySegment df = parameters.get(1).gradient().segment();
    scale(kernels, batch, x[0], shift, ones, centred);
    kernels.reductions().columnDots(batch, width, dy, 0, width, centred, 0, width, false, df, 0);
    kernels.reductions().columnSums(batch, width, dy, 0, width, false, ds, 0);
    for (int c = 0; c < width; c++) {
      float gradient = -factor.getAtIndex(JAVA_FLOAT, c) * ds.getAtIndex(JAVA_FLOAT, c);
      ds.setAtIndex(JAVA_FLOAT, c, gradient);
    }
    if (dx[0] != null) {
      kernels
          .elementwise()
          .affineColumns(
              batch, width, dy, 0, width, factor, 0, zeros, 0, accumulate[0], dx[0], 0, width);
    }
  }

  private void scale(
      Kernels kernels,
      int batch,
      MemorySegment x,
      MemorySegment s,
      MemorySegment f,
      MemorySegment y) {
    kernels.elementwise().scaleColumns(batch, width, x, 0, width, s, 0, f, 0, y, 0, width);
  }

  private void fill(MemorySegment segment) {
    for (int c = 0; c < width; c++) {
      segment.setAtIndex(JAVA_FLOAT, c, 1);
    }
  }

  @Override
  public String toString() {
    return "Affine[in=" + width + "]";
  }
}
