package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import dev.neurite.layer.Normalise.Norm;
import java.lang.foreign.MemorySegment;

/** y = x / n, n the norm of the row. */
final class NormaliseLayer extends StatelessLayer {
  private final Norm norm;
  private final int width;

  NormaliseLayer(Norm norm, int width) {
    this.norm = norm;
    this.width = width;
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    for (long row = 0; row < (long) batch * width; row += width) {
      float n = divisor(x[0], row);
      for (int c = 0; c < width; c++) {
        y.setAtIndex(JAVA_FLOAT, row + c, at(x[0], row + c) / n);
      }
    }
  }

  /** dX = (dY − n′·Σ dY·Y) / n, n′ the derivative of the norm by x: sign x, y, or 1 at the max. */
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
    for (long row = 0; row < (long) batch * width; row += width) {
      float n = norm(x[0], row);
      float sum = n == 0 ? 0 : kernels.reductions().dot(width, dy, row, y, row);
      long largest = largest(x[0], row);
      for (long i = row; i < row + width; i++) {
        float slope =
            switch (norm) {
              case L1 -> Math.signum(at(x[0], i));
              case L2 -> at(y, i);
              case MAX -> i == largest ? 1 : 0;
            };
        float gradient = (at(dy, i) - slope * sum) / (n == 0 ? 1 : n);
        float before = accumulate[0] ? at(dx[0], i) : 0;
        dx[0].setAtIndex(JAVA_FLOAT, i, before + gradient);
      }
    }
  }

  private float divisor(MemorySegment x, long row) {
    float n = norm(x, row);
    return n == 0 ? 1 : n;
  }

  private float norm(MemorySegment x, long row) {
    if (norm == Norm.MAX) {
      return at(x, largest(x, row));
    }
    float sum = 0;
    for (long i = row; i < row + width; i++) {
      float value = at(x, i);
      sum = norm == Norm.L1 ? sum + Math.abs(value) : Math.fma(value, value, sum);
    }
    return norm == Norm.L1 ? sum : (float) Math.sqrt(sum);
  }

  /** The first largest element, or the first NaN. */
  private long largest(MemorySegment x, long row) {
    long best = row;
    for (long i = row + 1; i < row + width; i++) {
      if (Float.compare(at(x, i), at(x, best)) > 0) { // NaN is above all
        best = i;
      }
    }
    return best;
  }

  private static float at(MemorySegment segment, long element) {
    return segment.getAtIndex(JAVA_FLOAT, element);
  }

  @Override
  public String toString() {
    return "Normalise[in=" + width + ", norm=" + norm + "]";
  }
}
