package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static jdk.incubator.vector.FloatVector.broadcast;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import dev.neurite.kernel.Updates;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/**
 * The steps of the optimisers on vectors.
 *
 * <p>A loop over vectors is a method of its own that is called only where there is one at least:
 * {@link Loop} says why.
 */
final class SimdUpdates implements Updates {

  private final SimdAdaptive adaptive = new SimdAdaptive();

  SimdUpdates() {}

  @Override
  public void sgd(
      int n,
      float learningRate,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset) {
    int body = n - n % LENGTH;
    if (body > 0) {
      sgdLoop(body, learningRate, decay, w, wOffset, g, gOffset);
    }
    for (int i = body; i < n; i++) { // tail
      float wi = at(w, wOffset + i);
      float gi = Math.fma(decay, wi, at(g, gOffset + i));
      set(w, wOffset + i, Math.fma(-learningRate, gi, wi));
    }
  }

  private static void sgdLoop(
      int n,
      float learningRate,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, decay).fma(wi, load(g, gOffset + i));
      store(broadcast(F32, -learningRate).fma(gi, wi), w, wOffset + i);
    }
  }

  @Override
  public void momentum(
      int n,
      float learningRate,
      float momentum,
      boolean nesterov,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment v,
      long vOffset) {
    int body = n - n % LENGTH;
    if (body > 0) {
      momentumLoop(
          body, learningRate, momentum, nesterov, decay, w, wOffset, g, gOffset, v, vOffset);
    }
    for (int i = body; i < n; i++) { // tail
      float wi = at(w, wOffset + i);
      float gi = Math.fma(decay, wi, at(g, gOffset + i));
      float vi = Math.fma(momentum, at(v, vOffset + i), gi);
      set(v, vOffset + i, vi);
      float step = nesterov ? Math.fma(momentum, vi, gi) : vi;
      set(w, wOffset + i, Math.fma(-learningRate, step, wi));
    }
  }

  private static void momentumLoop(
      int n,
      float learningRate,
      float momentum,
      boolean nesterov,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment v,
      long vOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, decay).fma(wi, load(g, gOffset + i));
      FloatVector vi = broadcast(F32, momentum).fma(load(v, vOffset + i), gi);
      store(vi, v, vOffset + i);
      FloatVector step = nesterov ? broadcast(F32, momentum).fma(vi, gi) : vi;
      store(broadcast(F32, -learningRate).fma(step, wi), w, wOffset + i);
    }
  }

  @Override
  public void adam(
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon,
      float rootFactor,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset) {
    int body = n - n % LENGTH;
    if (body > 0) {
      adamLoop(
          body,
          stepSize,
          beta1,
          beta2,
          epsilon,
          rootFactor,
          decay,
          w,
          wOffset,
          g,
          gOffset,
          m,
          mOffset,
          s,
          sOffset);
    }
    for (int i = body; i < n; i++) { // tail
      float wi = at(w, wOffset + i);
      float gi = Math.fma(decay, wi, at(g, gOffset + i));
      float mi = Math.fma(beta1, at(m, mOffset + i), (1 - beta1) * gi);
      float si = Math.fma(beta2, at(s, sOffset + i), ((1 - beta2) * gi) * gi);
      set(m, mOffset + i, mi);
      set(s, sOffset + i, si);
      float step = mi / Math.fma((float) Math.sqrt(si), rootFactor, epsilon);
      set(w, wOffset + i, Math.fma(-stepSize, step, wi));
    }
  }

  private static void adamLoop(
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon,
      float rootFactor,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = broadcast(F32, decay).fma(wi, load(g, gOffset + i));
      FloatVector mi = broadcast(F32, beta1).fma(load(m, mOffset + i), gi.mul(1 - beta1));
      FloatVector si = broadcast(F32, beta2).fma(load(s, sOffset + i), gi.mul(1 - beta2).mul(gi));
      store(mi, m, mOffset + i);
      store(si, s, sOffset + i);
      FloatVector root = si.sqrt().fma(broadcast(F32, rootFactor), broadcast(F32, epsilon));
      FloatVector step = mi.div(root);
      store(broadcast(F32, -stepSize).fma(step, wi), w, wOffset + i);
    }
  }

  private static float at(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }

  @Override
  public void adaptive(
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
    adaptive.run(rule, c, n, w, wOffset, g, gOffset, m, mOffset, s, sOffset, x, xOffset);
  }

  @Override
  public void clip(int n, float scale, float limit, MemorySegment g, long gOffset) {
    int body = n - n % LENGTH;
    if (body > 0) {
      clipLoop(body, scale, limit, g, gOffset);
    }
    for (int i = body; i < n; i++) { // tail
      float gi = scale * at(g, gOffset + i);
      set(g, gOffset + i, Math.max(-limit, Math.min(limit, gi)));
    }
  }

  private static void clipLoop(int n, float scale, float limit, MemorySegment g, long gOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector gi = load(g, gOffset + i).mul(scale);
      store(gi.min(limit).max(-limit), g, gOffset + i);
    }
  }

  @Override
  public void addSign(
      int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int body = n - n % LENGTH;
    if (body > 0) {
      addSignLoop(body, factor, x, xOffset, y, yOffset);
    }
    for (int i = body; i < n; i++) { // tail
      float sign = Math.signum(at(x, xOffset + i));
      set(y, yOffset + i, Math.fma(factor, sign, at(y, yOffset + i)));
    }
  }

  private static void addSignLoop(
      int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int i = 0; i < n; i += LENGTH) {
      FloatVector sign = SimdAdaptive.sign(load(x, xOffset + i));
      store(broadcast(F32, factor).fma(sign, load(y, yOffset + i)), y, yOffset + i);
    }
  }
}
