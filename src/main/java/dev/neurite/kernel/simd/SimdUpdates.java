package dev.neurite.kernel.simd;

import static dev.neurite.kernel.simd.Lanes.F32;
import static dev.neurite.kernel.simd.Lanes.LENGTH;
import static dev.neurite.kernel.simd.Lanes.load;
import static dev.neurite.kernel.simd.Lanes.store;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.kernel.Updates;
import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** The steps of the optimisers on vectors. */
final class SimdUpdates implements Updates {

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
    FloatVector decays = FloatVector.broadcast(F32, decay);
    FloatVector rates = FloatVector.broadcast(F32, -learningRate);
    int body = n - n % LENGTH;
    for (int i = 0; i < body; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = decays.fma(wi, load(g, gOffset + i));
      store(rates.fma(gi, wi), w, wOffset + i);
    }
    for (int i = body; i < n; i++) { // tail
      float wi = at(w, wOffset + i);
      float gi = Math.fma(decay, wi, at(g, gOffset + i));
      set(w, wOffset + i, Math.fma(-learningRate, gi, wi));
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
    FloatVector decays = FloatVector.broadcast(F32, decay);
    FloatVector rates = FloatVector.broadcast(F32, -learningRate);
    FloatVector momenta = FloatVector.broadcast(F32, momentum);
    int body = n - n % LENGTH;
    for (int i = 0; i < body; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = decays.fma(wi, load(g, gOffset + i));
      FloatVector vi = momenta.fma(load(v, vOffset + i), gi);
      store(vi, v, vOffset + i);
      FloatVector step = nesterov ? momenta.fma(vi, gi) : vi;
      store(rates.fma(step, wi), w, wOffset + i);
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

  @Override
  public void adam(
      int n,
      float stepSize,
      float beta1,
      float beta2,
      float epsilon,
      float rootCorrection,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset,
      MemorySegment m,
      long mOffset,
      MemorySegment s,
      long sOffset) {
    FloatVector decays = FloatVector.broadcast(F32, decay);
    FloatVector beta1s = FloatVector.broadcast(F32, beta1);
    FloatVector beta2s = FloatVector.broadcast(F32, beta2);
    FloatVector steps = FloatVector.broadcast(F32, -stepSize);
    int body = n - n % LENGTH;
    for (int i = 0; i < body; i += LENGTH) {
      FloatVector wi = load(w, wOffset + i);
      FloatVector gi = decays.fma(wi, load(g, gOffset + i));
      FloatVector mi = beta1s.fma(load(m, mOffset + i), gi.mul(1 - beta1));
      FloatVector si = beta2s.fma(load(s, sOffset + i), gi.mul(1 - beta2).mul(gi));
      store(mi, m, mOffset + i);
      store(si, s, sOffset + i);
      FloatVector step = mi.div(si.sqrt().div(rootCorrection).add(epsilon));
      store(steps.fma(step, wi), w, wOffset + i);
    }
    for (int i = body; i < n; i++) { // tail
      float wi = at(w, wOffset + i);
      float gi = Math.fma(decay, wi, at(g, gOffset + i));
      float mi = Math.fma(beta1, at(m, mOffset + i), (1 - beta1) * gi);
      float si = Math.fma(beta2, at(s, sOffset + i), ((1 - beta2) * gi) * gi);
      set(m, mOffset + i, mi);
      set(s, sOffset + i, si);
      float step = mi / ((float) Math.sqrt(si) / rootCorrection + epsilon);
      set(w, wOffset + i, Math.fma(-stepSize, step, wi));
    }
  }

  private static float at(MemorySegment segment, long index) {
    return segment.getAtIndex(JAVA_FLOAT, index);
  }

  private static void set(MemorySegment segment, long index, float value) {
    segment.setAtIndex(JAVA_FLOAT, index, value);
  }
}
