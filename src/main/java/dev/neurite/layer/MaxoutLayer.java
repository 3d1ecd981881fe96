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
    for (int j = 0; j < batch * out; j++) {
      long start = (long) j * pieces;
      int chosen = first(x[0], start, y.getAtIndex(JAVA_FLOAT, j));
      for (int p = 0; p < pieces; p++) {
        float old = accumulate[0] ? dx[0].getAtIndex(JAVA_FLOAT, start + p) : 0;
        float more = p == chosen ? dy.getAtIndex(JAVA_FLOAT, j) : 0;
        dx[0].setAtIndex(JAVA_FLOAT, start + p, old + more);
      }
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
