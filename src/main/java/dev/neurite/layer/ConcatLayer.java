package dev.neurite.layer;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/** Y = [X₁ | X₂ | …]; the gradient of the output is cut up the same way. */
final class ConcatLayer extends StatelessLayer {
  private final int[] widths;
  private final int out;

  ConcatLayer(int... widths) {
    this.widths = widths.clone();
    this.out = new Concat().out(widths);
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    long column = 0;
    for (int i = 0; i < x.length; i++) {
      long bytes = bytes(1, widths[i]);
      for (long r = 0; r < batch; r++) {
        MemorySegment.copy(x[i], r * bytes, y, r * bytes(1, out) + column, bytes);
      }
      column += bytes;
    }
  }

  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] x,
      MemorySegment y,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    int column = 0;
    for (int i = 0; i < x.length; i++) {
      if (dx[i] != null) {
        cut(kernels, batch, dy, column, dx[i], widths[i], accumulate[i]);
      }
      column += widths[i];
    }
  }

  private void cut(
      Kernels kernels,
      int batch,
      MemorySegment dy,
      int column,
      MemorySegment dx,
      int width,
      boolean accumulate) {
    for (long r = 0; r < batch; r++) {
      if (accumulate) {
        kernels.products().axpy(width, 1, dy, r * out + column, dx, r * width);
      } else {
        long from = Float.BYTES * (r * out + column);
        MemorySegment.copy(dy, from, dx, r * bytes(1, width), bytes(1, width));
      }
    }
  }

  @Override
  public String toString() {
    return "Concat" + Arrays.toString(widths);
  }
}
