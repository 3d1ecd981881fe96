package dev.neurite.layer;

import dev.neurite.activation.Activation;
import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Y = f(X), dX = f′(X)·dY. */
final class ActivateLayer extends StatelessLayer {
  private final Activation activation;
  private final int width;

  ActivateLayer(Activation activation, int width) {
    this.activation = activation;
    this.width = width;
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    activation.forward(kernels, batch, width, x[0], y);
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
    MemorySegment dz = accumulate[0] ? dy : dx[0];
    activation.backward(kernels, batch, width, x[0], y, dy, dz);
    if (accumulate[0]) {
      kernels.products().axpy(batch * width, 1, dz, 0, dx[0], 0);
    }
  }

  @Override
  public String toString() {
    return "Activate[in=" + width + ", activation=" + activation + "]";
  }
}
