package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static dev.neurite.kernel.simd.SimdMath.of;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** The softmax of one row in its three passes: maximum, exponentials with their sum, division. */
final class SimdSoftmax {
  private static final int BLOCK = 1024; // elements, 4 KiB: a multiple of 64 that stays in L1

  private final SimdTail tail = new SimdTail();
  private final MemorySegment block = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final Sums lanes = new Sums();
  private float max;
  private float sum;

  /** m, the largest element that is a number. */
  float max() {
    return max;
  }

  /** ln s, s = Σ e^(x − m). */
  float logOfSum() {
    tail.fill(sum);
    SimdActivations.log(LENGTH, 0, tail.memory, 0, tail.memory, 0);
    return tail.memory.get(JAVA_FLOAT, 0);
  }

  /** y ← e^(x − m), and their sum. y may be x. */
  void exponentials(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    max = max(n, x, xRow);
    shiftedExp(n, x, xRow, y, yRow);
    lanes.clear();
    lanes.add(n, y, yRow);
    sum = lanes.halve();
  }

  /** y ← y / s. */
  void divide(int n, MemorySegment y, long yRow) {
    int body = SimdTail.body(n);
    divideLoop(body, sum, y, yRow);
    if (body < n) {
      tail.read(y, yRow + body, n - body);
      divideLoop(LENGTH, sum, tail.memory, 0);
      tail.write(y, yRow + body, n - body);
    }
  }

  /** y ← (x − m) − ln s. y may be x. */
  void log(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    max = max(n, x, xRow);
    lanes.clear();
    for (int done = 0, count; done < n; done += count) {
      count = Math.min(BLOCK, n - done);
      shiftedExp(count, x, xRow + done, block, 0);
      lanes.add(count, block, 0);
    }
    sum = lanes.halve();
    subtract(n, logOfSum(), x, xRow, y, yRow);
  }

  /** y ← e^(x − m). y may be x. */
  private void shiftedExp(int n, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    int body = SimdTail.body(n);
    exponentialLoop(body, max, x, xRow, y, yRow);
    if (body < n) {
      tail.read(x, xRow + body, n - body);
      exponentialLoop(LENGTH, max, tail.memory, 0, tail.memory, 0);
      tail.write(y, yRow + body, n - body);
    }
  }

  private void subtract(int n, float log, MemorySegment x, long xRow, MemorySegment y, long yRow) {
    int body = SimdTail.body(n);
    subtractLoop(body, max, log, x, xRow, y, yRow);
    if (body < n) {
      tail.read(x, xRow + body, n - body);
      subtractLoop(LENGTH, max, log, tail.memory, 0, tail.memory, 0);
      tail.write(y, yRow + body, n - body);
    }
  }

  /** A NaN may be passed over here: it makes its exponential, and so the sum, NaN. */
  private float max(int n, MemorySegment x, long xRow) {
    int body = SimdTail.body(n);
    float largest = maxLoop(body, x, xRow);
    if (body < n) {
      tail.fill(Float.NEGATIVE_INFINITY);
      tail.read(x, xRow + body, n - body);
      largest = Math.max(largest, maxLoop(LENGTH, tail.memory, 0));
    }
    return largest;
  }

  private static float maxLoop(int n, MemorySegment x, long xOffset) {
    FloatVector largest = of(Float.NEGATIVE_INFINITY);
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector v = load(x, xOffset + i);
      largest = largest.blend(v, v.compare(VectorOperators.GT, largest));
    }
    return largest.reduceLanes(VectorOperators.MAX);
  }

  private static void exponentialLoop(
      int n, float max, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(SimdMath.exp(load(x, xOffset + i).sub(max)), y, yOffset + i);
    }
  }

  private static void divideLoop(int n, float sum, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(y, yOffset + i).div(sum), y, yOffset + i);
    }
  }

  private static void subtractLoop(
      int n, float max, float log, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      store(load(x, xOffset + i).sub(max).sub(log), y, yOffset + i);
    }
  }
}
