package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** y = min(max(x, low), high); exact. */
final class ClipLayer extends StatelessLayer {
  private final Clip spec;
  private final int width;

  ClipLayer(Clip spec, int width) {
    this.spec = spec;
    this.width = width;
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    for (int i = 0; i < batch * width; i++) {
      float value = x[0].getAtIndex(JAVA_FLOAT, i);
      y.setAtIndex(JAVA_FLOAT, i, Math.min(Math.max(value, spec.low()), spec.high()));
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
    for (int i = 0; i < batch * width; i++) {
      float value = x[0].getAtIndex(JAVA_FLOAT, i);
      boolean outside = value <= spec.low() || value >= spec.high();
      float gradient = outside ? 0 : dy.getAtIndex(JAVA_FLOAT, i);
      float before = accumulate[0] ? dx[0].getAtIndex(JAVA_FLOAT, i) : 0;
      dx[0].setAtIndex(JAVA_FLOAT, i, before + gradient);
    }
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
