package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;

/** The hinge losses of one row of class scores. Gradients are those of a weight of 1. */
final class SimdMargins {
  private static final int BLOCK = 1024; // elements, 4 KiB: a multiple of 64 that stays in L1

  private final SimdTail z = new SimdTail();
  private final SimdTail margin = new SimdTail();
  private final MemorySegment block = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final Sums lanes = new Sums();
  private final Sums violations = new Sums();
  private final Loop marginLoop = Loop.ofPair(SimdMargins::marginLoop);
  private final Loop zero = Loop.of(SimdGradients::zero);

  /** The loss of Weston and Watkins; dz ← its gradient. */
  float westonWatkins(
      int classes, MemorySegment z, long zRow, int t, MemorySegment dz, long dzRow) {
    float zt = z.getAtIndex(JAVA_FLOAT, zRow + t);
    lanes.clear();
    violations.clear();
    for (int done = 0, count; done < classes; done += count) {
      count = Math.min(BLOCK, classes - done);
      margins(count, zt, t - done, z, zRow + done, dz, dzRow + done);
      lanes.add(count, block, 0);
      violations.add(count, dz, dzRow + done);
    }
    dz.setAtIndex(JAVA_FLOAT, dzRow + t, 0 - violations.halve());
    return lanes.halve();
  }

  /** block ← hⱼ, dz ← [hⱼ > 0]. */
  private void margins(
      int n, float zt, float t, MemorySegment z, long zOffset, MemorySegment dz, long dzOffset) {
    int body = SimdTail.body(n);
    marginLoop.run(body, zt, t, z, zOffset, block, 0, dz, dzOffset, dz, dzOffset);
    if (body < n) {
      this.z.read(z, zOffset + body, n - body);
      MemorySegment tail = this.z.memory;
      MemorySegment h = margin.memory;
      marginLoop.run(LENGTH, zt, t - body, tail, 0, h, 0, tail, 0, tail, 0);
      margin.write(block, body, n - body);
      this.z.write(dz, dzOffset + body, n - body);
    }
  }

  private static void marginLoop(
      int n,
      float zt,
      float t,
      MemorySegment z,
      long zOffset,
      MemorySegment h,
      long hOffset,
      MemorySegment dz,
      long dzOffset,
      MemorySegment unused,
      long unusedOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector all = SimdOutputLoss.positivePart(load(z, zOffset + i).sub(zt).add(1));
      VectorMask<Float> own = broadcast(F32, (float) i).addIndex(1).eq(t);
      FloatVector others = all.blend(broadcast(F32, 0f), own);
      store(others, h, hOffset + i);
      store(SimdOutputLoss.indicator(others), dz, dzOffset + i);
    }
  }

  /** The loss of Crammer and Singer; dz ← its gradient. */
  float crammerSinger(
      int classes, MemorySegment z, long zRow, int t, MemorySegment dz, long dzRow) {
    float zt = z.getAtIndex(JAVA_FLOAT, zRow + t);
    int rival = rival(classes, z, zRow, t);
    float h = rival < 0 ? 0 : positivePart(1 + (z.getAtIndex(JAVA_FLOAT, zRow + rival) - zt));
    float violated = h > 0 ? 1 : h;
    int body = SimdTail.body(classes);
    zero.run(body, 0, dz, dzRow, dz, dzRow);
    for (int j = body; j < classes; j++) {
      dz.setAtIndex(JAVA_FLOAT, dzRow + j, 0);
    }
    if (rival >= 0) {
      dz.setAtIndex(JAVA_FLOAT, dzRow + rival, violated);
    }
    dz.setAtIndex(JAVA_FLOAT, dzRow + t, 0 - violated);
    return h;
  }

  /** The first j ≠ t with the largest zⱼ, or with a NaN; −1 if there is no other class. */
  private static int rival(int classes, MemorySegment z, long zRow, int t) {
    int rival = -1;
    float largest = 0;
    for (int j = 0; j < classes; j++) {
      float zj = z.getAtIndex(JAVA_FLOAT, zRow + j);
      if (j != t && (rival < 0 || !(zj <= largest) && largest == largest)) {
        rival = j;
        largest = zj;
      }
    }
    return rival;
  }

  private static float positivePart(float x) {
    return x <= 0 ? 0 : x;
  }
}
