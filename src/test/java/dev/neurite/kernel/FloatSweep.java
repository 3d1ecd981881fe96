package dev.neurite.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.testing.Elements;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Floats of every sign and exponent, and what kernels make of them. */
final class FloatSweep {
  private final int n;
  private final MemorySegment x;

  /** Every {@code step}-th of the 2³² bit patterns, and the special values. */
  FloatSweep(int step) {
    float[] specials = Elements.specials();
    int regular = (int) ((1L << 32) / step);
    this.n = regular + specials.length;
    this.x = Arena.ofAuto().allocate(4L * n, 64);
    for (int i = 0; i < regular; i++) {
      x.setAtIndex(JAVA_INT, i, i * step);
    }
    MemorySegment.copy(specials, 0, x, JAVA_FLOAT, 4L * regular, specials.length);
  }

  /** The number of floats. */
  int size() {
    return n;
  }

  /** The i-th float. */
  float at(int i) {
    return x.getAtIndex(JAVA_FLOAT, i);
  }

  /** f of each. */
  float[] values(Kernels kernels, Function f, float p) {
    MemorySegment y = Arena.ofAuto().allocate(4L * n, 64);
    kernels.elementwise().activate(f, p, n, x, 0, y, 0);
    return y.toArray(JAVA_FLOAT);
  }

  /** f′ of each. */
  float[] slopes(Kernels kernels, Function f, float p) {
    MemorySegment y = Arena.ofAuto().allocate(4L * n, 64);
    MemorySegment dx = Arena.ofAuto().allocate(4L * n, 64);
    for (int i = 0; i < n; i++) {
      dx.setAtIndex(JAVA_FLOAT, i, 1f);
    }
    kernels.elementwise().activate(f, p, n, x, 0, y, 0);
    kernels.elementwise().activateBackward(f, p, n, x, 0, y, 0, dx, 0, dx, 0);
    return dx.toArray(JAVA_FLOAT);
  }
}
