package dev.neurite.layer;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Y = X₁ + X₂ + …; every input has the gradient of the output. */
final class AddLayer extends StatelessLayer {
  private final int width;

  AddLayer(int width) {
    this.width = width;
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    MemorySegment.copy(x[0], 0, y, 0, bytes(batch, width));
    for (int i = 1; i < x.length; i++) {
      addTo(kernels, batch * width, x[i], y);
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
    for (int i = 0; i < x.length; i++) {
      if (dx[i] != null && accumulate[i]) {
        addTo(kernels, batch * width, dy, dx[i]);
      } else if (dx[i] != null) {
        MemorySegment.copy(dy, 0, dx[i], 0, bytes(batch, width));
      }
    }
  }

  private static void addTo(Kernels kernels, int n, MemorySegment x, MemorySegment sum) {
    kernels.products().axpy(n, 1, x, 0, sum, 0);
  }

  @Override
  public String toString() {
    return "Add[" + width + "]";
  }
}
