package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Function;
import dev.neurite.kernel.Kernels;
import dev.neurite.random.CounterRandom;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Each part of a row is a row of its own to the kernels. */
final class GroupSoftmaxLayer implements Layer {
  private final GroupSoftmax spec;
  private final int width;
  private final int columns;
  private MemorySegment exponentials = MemorySegment.NULL;

  GroupSoftmaxLayer(GroupSoftmax spec, int width) {
    this.spec = spec;
    this.width = width;
    this.columns = width / spec.groups();
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
    exponentials = Tensor.allocate(arena, batch, width).segment();
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    int rows = batch * spec.groups();
    if (spec.logarithm()) {
      kernels.elementwise().logSoftmax(rows, columns, x[0], 0, columns, y, 0, columns);
    } else {
      kernels.elementwise().softmax(rows, columns, x[0], 0, columns, y, 0, columns);
    }
  }

  /** dxⱼ = yⱼ·(dyⱼ − Σᵢ yᵢ·dyᵢ), or dxⱼ = dyⱼ − e^(yⱼ)·Σᵢ dyᵢ for the logarithm. */
  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    if (dx[0] == null) {
      return;
    }
    int rows = batch * spec.groups();
    MemorySegment target = accumulate[0] ? dy : dx[0];
    if (spec.logarithm()) {
      logarithm(kernels, rows, y, dy, target);
    } else {
      kernels
          .elementwise()
          .softmaxBackward(rows, columns, y, 0, columns, dy, 0, columns, target, 0, columns);
    }
    if (accumulate[0]) {
      kernels.products().axpy(batch * width, 1, dy, 0, dx[0], 0);
    }
  }

  private void logarithm(
      Kernels kernels, int rows, MemorySegment y, MemorySegment dy, MemorySegment dx) {
    kernels.elementwise().activate(Function.EXP, 0, rows * columns, y, 0, exponentials, 0);
    for (long row = 0; row < (long) rows * columns; row += columns) {
      float sum = kernels.reductions().sum(columns, dy, row);
      for (long i = row; i < row + columns; i++) {
        float e = exponentials.getAtIndex(JAVA_FLOAT, i);
        dx.setAtIndex(JAVA_FLOAT, i, Math.fma(-e, sum, dy.getAtIndex(JAVA_FLOAT, i)));
      }
    }
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
