package dev.neurite.layer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/**
 * y_j = the largest of x_jp … x_jp+p−1, which has the gradient of y_j; exact, whatever its order.
 */
final class MaxoutLayer extends StatelessLayer {
  private final int pieces;
  private final int out;

  MaxoutLayer(int pieces, int out) {
    this.pieces = pieces;
    this.out = out;
  }

  @Override
  public void forward(Kernels kernels, int batch, MemorySegment[] x, MemorySegment y) {
    for (int j = 0; j < batch * out; j++) {
      float largest = Float.NEGATIVE_INFINITY;
      for (int p = 0; p < pieces; p++) {
        largest = Math.max(largest, x[0].getAtIndex(JAVA_FLOAT, (long) j * pieces + p));
      }
      y.setAtIndex(JAVA_FLOAT, j, largest);
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
      dx[0].asSlice(0, bytes(batch, out * pieces)).fill((byte) 0);
    }
    for (int j = 0; j < batch * out; j++) {
      long at = (long) j * pieces + first(x[0], (long) j * pieces, y.getAtIndex(JAVA_FLOAT, j));
      float sum = dx[0].getAtIndex(JAVA_FLOAT, at) + dy.getAtIndex(JAVA_FLOAT, j);
      dx[0].setAtIndex(JAVA_FLOAT, at, sum);
    }
  }

  /** The first piece that is the largest, NaN where that is NaN. */
  private int first(MemorySegment x, long start, float largest) {
    int p = 0;
    while (p < pieces - 1 && Float.compare(x.getAtIndex(JAVA_FLOAT, start + p), largest) != 0) {
      p++;
    }
    return p;
  }

  @Override
  public String toString() {
    return "Maxout[pieces=" + pieces + ", out=" + out + "]";
  }
}
