package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static dev.neurite.kernel.simd.SimdMath.above;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.OutputLoss;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** Losses of single outputs and their derivatives by z, one loop per loss over whole vectors. */
final class SimdOutputLoss {
  private static final int BLOCK = 1024; // elements, 4 KiB: stays in L1 with z and t

  private final Loop decay = Loop.of(SimdPhases::decayPart);
  private final Loop entropy = Loop.of4(SimdOutputLoss::entropy);
  private final Loop surplus = Loop.of4(SimdOutputLoss::surplus);
  private final MemorySegment part = Arena.ofAuto().allocate(4L * BLOCK, 64);
  private final Loop[] loops = new Loop[OutputLoss.values().length];

  SimdOutputLoss() {
    set(OutputLoss.HINGE, SimdOutputLoss::hinge);
    set(OutputLoss.SQUARED_HINGE, SimdOutputLoss::squaredHinge);
    set(OutputLoss.SQUARED_ERROR, SimdOutputLoss::squaredError);
    set(OutputLoss.ABSOLUTE_ERROR, SimdOutputLoss::absoluteError);
    set(OutputLoss.HUBER, SimdOutputLoss::huber);
  }

  private void set(OutputLoss loss, Loop.Quaternary loop) {
    loops[loss.ordinal()] = Loop.of4(loop);
  }

  /** loss ← ℓ(z, t), dz ← ℓ′(z, t), where n is a multiple of {@link Lanes#LENGTH}. dz may be z. */
  void apply(
      OutputLoss loss,
      float p,
      int n,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    if (loss != OutputLoss.SIGMOID_CROSS_ENTROPY) {
      Loop loop = loops[loss.ordinal()];
      loop.run(n, p, z, zOffset, t, tOffset, losses, lossesOffset, dz, dzOffset);
      return;
    }
    for (int i = 0, count; i < n; i += count) {
      count = Math.min(BLOCK, n - i);
      decay.run(count, p, z, zOffset + i, part, 0);
      entropy.run(count, p, z, zOffset + i, t, tOffset + i, part, 0, losses, lossesOffset + i);
      surplus.run(count, p, z, zOffset + i, t, tOffset + i, part, 0, dz, dzOffset + i);
    }
  }

  /** max(0, x). */
  static FloatVector positivePart(FloatVector x) {
    x = PINNED.cast(x);
    return x.blend(0, SimdMath.notAbove(x, 0));
  }

  /** 1 where x is positive, 0 where it is 0; x is never negative. */
  static FloatVector indicator(FloatVector x) {
    x = PINNED.cast(x);
    return x.blend(1, above(x, 0));
  }

  /** losses ← fma(−t, z, max(z, 0)) + ln(1 + e), where part holds e = e^(−|z|). */
  private static void entropy(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment losses,
      long lossesOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector linear = load(t, tOffset + i).neg().fma(a, positivePart(a));
      store(linear.add(SimdMath.log1p(load(part, partOffset + i))), losses, lossesOffset + i);
    }
  }

  /** dz ← σ(z) − t, where part holds e = e^(−|z|). */
  private static void surplus(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment part,
      long partOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector e = load(part, partOffset + i);
      FloatVector above = e.blend(1, SimdMath.notBelow(load(z, zOffset + i), 0));
      store(above.div(e.add(1)).sub(load(t, tOffset + i)), dz, dzOffset + i);
    }
  }

  private static void hinge(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector b = load(t, tOffset + i);
      FloatVector h = positivePart(b.neg().fma(a, broadcast(F32, 1f)));
      store(h, losses, lossesOffset + i);
      store(h.blend(b.neg(), above(h, 0)), dz, dzOffset + i);
    }
  }

  private static void squaredHinge(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector b = load(t, tOffset + i);
      FloatVector h = positivePart(b.neg().fma(a, broadcast(F32, 1f)));
      store(h.mul(h), losses, lossesOffset + i);
      store(b.mul(-2).mul(h), dz, dzOffset + i);
    }
  }

  private static void squaredError(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector b = load(t, tOffset + i);
      FloatVector d = a.sub(b);
      store(d.mul(d), losses, lossesOffset + i);
      store(d.mul(2), dz, dzOffset + i);
    }
  }

  private static void absoluteError(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector b = load(t, tOffset + i);
      FloatVector d = a.sub(b);
      store(d.abs(), losses, lossesOffset + i);
      store(d.blend(1, above(d, 0)).blend(-1, d.lt(0)), dz, dzOffset + i);
    }
  }

  private static void huber(
      int n,
      float p,
      MemorySegment z,
      long zOffset,
      MemorySegment t,
      long tOffset,
      MemorySegment losses,
      long lossesOffset,
      MemorySegment dz,
      long dzOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector a = load(z, zOffset + i);
      FloatVector b = load(t, tOffset + i);
      FloatVector d = a.sub(b);
      FloatVector outer = d.abs().sub(0.5f * p).mul(p);
      FloatVector inner = d.mul(0.5f).mul(d);
      store(outer.blend(inner, SimdMath.notAbove(d.abs(), p)), losses, lossesOffset + i);
      store(d.blend(p, above(d, p)).blend(-p, d.lt(-p)), dz, dzOffset + i);
    }
  }
}
