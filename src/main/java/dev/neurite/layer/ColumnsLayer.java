package dev.neurite.layer;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Y = X[:, from…to − 1]; the other columns of X have no gradient. */
final class ColumnsLayer extends StatelessLayer {
  private final Columns spec;
  private final int in;
  private final int width;

  ColumnsLayer(Columns spec, int in) {
    this.spec = spec;
    this.in = in;
    this.width = spec.out(in);
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    for (long r = 0; r < batch; r++) {
      long from = Float.BYTES * (r * in + spec.from());
      MemorySegment.copy(x[0], from, y, r * bytes(1, width), bytes(1, width));
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
    if (dx[0] == null) {
      return;
    }
    if (!accumulate[0]) {
      dx[0].asSlice(0, bytes(batch, in)).fill((byte) 0);
    }
    for (long r = 0; r < batch; r++) {
      kernels.products().axpy(width, 1, dy, r * width, dx[0], r * in + spec.from());
    }
  }

  @Override
  public String toString() {
    return spec.describe(in);
  }
}
