package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.PINNED;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link dev.neurite.kernel.Updates#adaptive} on vectors: one loop per rule, the last few elements
 * through {@link SimdTail} and the same loop.
 */
final class SimdAdaptive {
  private final SimdTail ws = new SimdTail();
  private final SimdTail gs = new SimdTail();
  private final SimdTail ms = new SimdTail();
  private final SimdTail ss = new SimdTail();
  private final SimdTail xs = new SimdTail();

  private final Loop[] loops = new Loop[AdaptiveRule.values().length];

  SimdAdaptive() {
    set(AdaptiveRule.ADAGRAD, SimdAdaptive::adagrad);
    set(AdaptiveRule.RMSPROP, SimdAdaptive::rmsprop);
    set(AdaptiveRule.ADAMW, SimdAdaptive::adamw);
    set(AdaptiveRule.AMSGRAD, SimdAdaptive::amsgrad);
    set(AdaptiveRule.NADAM, SimdAdaptive::nadam);
    set(AdaptiveRule.LION, SimdAdaptive::lion);
  }

  private void set(AdaptiveRule rule, Loop.Step loop) {
    loops[rule.ordinal()] = Loop.ofStep(loop);
  }

  void run(
      AdaptiveRule rule,
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    int body = SimdTail.body(n);
    int rest = n - body;
    Loop loop = loops[rule.ordinal()];
    loop.run(c, body, w, wOffset, g, gOffset, m, mOffset, s, sOffset, x, xOffset);
    if (rest == 0) {
      return;
    }
    ws.read(w, wOffset + body, rest);
    gs.read(g, gOffset + body, rest);
    ms.read(m, mOffset + body, rule.usesMean() ? rest : 0);
    ss.read(s, sOffset + body, rule.usesSquares() ? rest : 0);
    xs.read(x, xOffset + body, rule.usesLargest() ? rest : 0);
    loop.run(c, LENGTH, ws.memory, 0, gs.memory, 0, ms.memory, 0, ss.memory, 0, xs.memory, 0);
    ws.write(w, wOffset + body, rest);
    ms.write(m, mOffset + body, rule.usesMean() ? rest : 0);
    ss.write(s, sOffset + body, rule.usesSquares() ? rest : 0);
    xs.write(x, xOffset + body, rule.usesLargest() ? rest : 0);
  }

  private static void adagrad(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector si = gi.fma(gi, load(s, sOffset + i));
      store(si, s, sOffset + i);
      FloatVector step = gi.div(si.sqrt().add(c.epsilon()));
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  private static void rmsprop(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector si = meanSquare(c, s, sOffset + i, gi);
      store(si, s, sOffset + i);
      FloatVector step = gi.div(si.sqrt().add(c.epsilon()));
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  private static void adamw(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector mi = mean(c.beta1(), load(m, mOffset + i), gi);
      FloatVector si = meanSquare(c, s, sOffset + i, gi);
      store(mi, m, mOffset + i);
      store(si, s, sOffset + i);
      FloatVector step = mi.div(root(c, si));
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  private static void amsgrad(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector mi = mean(c.beta1(), load(m, mOffset + i), gi);
      FloatVector si = meanSquare(c, s, sOffset + i, gi);
      FloatVector xi = load(x, xOffset + i).max(si);
      store(mi, m, mOffset + i);
      store(si, s, sOffset + i);
      store(xi, x, xOffset + i);
      FloatVector step = mi.div(root(c, xi));
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  private static void nadam(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector mi = mean(c.beta1(), load(m, mOffset + i), gi);
      FloatVector si = meanSquare(c, s, sOffset + i, gi);
      store(mi, m, mOffset + i);
      store(si, s, sOffset + i);
      FloatVector ahead = broadcast(F32, c.meanShare()).fma(mi, gi.mul(c.gradientShare()));
      FloatVector step = ahead.div(root(c, si));
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  private static void lion(
      Coefficients c,
      int n,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset,
      MemorySegment x,
      long xOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, c.decay()).fma(wi, load(g, gOffset + i));
      FloatVector old = load(m, mOffset + i);
      FloatVector direction = mean(c.beta1(), old, gi);
      store(mean(c.beta2(), old, gi), m, mOffset + i);
      FloatVector step = sign(direction);
      store(
          broadcast(F32, -c.rate()).fma(step, broadcast(F32, -c.shrink()).fma(wi, wi)),
          w,
          wOffset + i);
    }
  }

  /** fma(β, old, (1 − β)·g). */
  private static FloatVector mean(float beta, FloatVector old, FloatVector g) {
    old = PINNED.cast(old);
    g = PINNED.cast(g);
    return broadcast(F32, beta).fma(old, g.mul(1 - beta));
  }

  private static FloatVector meanSquare(Coefficients c, MemorySegment s, long at, FloatVector g) {
    g = PINNED.cast(g);
    return broadcast(F32, c.beta2()).fma(load(s, at), g.mul(1 - c.beta2()).mul(g));
  }

  private static FloatVector root(Coefficients c, FloatVector square) {
    square = PINNED.cast(square);
    return square.sqrt().fma(broadcast(F32, c.rootFactor()), broadcast(F32, c.epsilon()));
  }

  /** As {@link Math#signum(float)}: ±1, and itself where it is ±0 or NaN. */
  static FloatVector sign(FloatVector v) {
    v = PINNED.cast(v);
    VectorMask<Float> positive = v.compare(VectorOperators.GT, 0);
    VectorMask<Float> negative = v.compare(VectorOperators.LT, 0);
    return v.blend(broadcast(F32, 1f), positive).blend(broadcast(F32, -1f), negative);
  }
}
