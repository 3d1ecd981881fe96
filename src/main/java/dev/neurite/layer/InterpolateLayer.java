package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Linear between points, constant beyond. */
final class InterpolateLayer extends StatelessLayer {
  private final Interpolate spec;
  private final int width;
  private final double[] x;
  private final double[] y;

  InterpolateLayer(Interpolate spec, int width) {
    this.spec = spec;
    this.width = width;
    this.x = spec.x().stream().mapToDouble(Float::doubleValue).toArray();
    this.y = spec.y().stream().mapToDouble(Float::doubleValue).toArray();
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] in, MemorySegment out) {
    for (int i = 0; i < batch * width; i++) {
      out.setAtIndex(JAVA_FLOAT, i, value(in[0].getAtIndex(JAVA_FLOAT, i)));
    }
  }

  private float value(float at) {
    if (Float.isNaN(at)) {
      return at;
    }
    int left = left(at);
    if (left < 0) {
      return (float) y[0];
    }
    if (left == x.length - 1) {
      return (float) y[left];
    }
    double share = (at - x[left]) / (x[left + 1] - x[left]);
    return (float) (y[left] + share * (y[left + 1] - y[left]));
  }

  /** The last point that is not above; −1 if all are. */
  private int left(float at) {
    int low = -1;
    int high = x.length;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (x[middle] <= at) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public void backward(
      Kernels kernels,
      int batch,
      MemorySegment[] in,
      MemorySegment out,
      MemorySegment dy,
      MemorySegment[] dx,
      boolean[] accumulate) {
    if (dx[0] == null) {
      return;
    }
    for (int i = 0; i < batch * width; i++) {
      int left = left(in[0].getAtIndex(JAVA_FLOAT, i));
      boolean inside = left >= 0 && left < x.length - 1;
      double slope = inside ? (y[left + 1] - y[left]) / (x[left + 1] - x[left]) : 0;
      float before = accumulate[0] ? dx[0].getAtIndex(JAVA_FLOAT, i) : 0;
      float gradient = (float) (slope * dy.getAtIndex(JAVA_FLOAT, i));
      dx[0].setAtIndex(JAVA_FLOAT, i, before + gradient);
    }
  }

  @Override
  public String toString() {
    return spec.describe(width);
  }
}
