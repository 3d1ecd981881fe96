package dev.neurite.kernel.scalar;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import dev.neurite.kernel.Updates;
import java.lang.foreign.MemorySegment;

/** The steps of the optimisers in plain loops, a block of elements at a time. */
final class ScalarUpdates implements Updates {
  private static final int BLOCK = 1024; // elements; four arrays of it fill half of a 32 KiB L1

  private final float[] ws = new float[BLOCK];
  private final float[] gs = new float[BLOCK];
  private final float[] vs = new float[BLOCK]; // velocity, or mean
  private final float[] ss = new float[BLOCK];

  private final ScalarAdaptive adaptive = new ScalarAdaptive();

  ScalarUpdates() {}

  @Override
  public void sgd(
      int n,
      float learningRate,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset) {
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, w, wOffset + start, ws, 0);
      Scratch.read(count, g, gOffset + start, gs, 0);
      addDecay(count, decay);
      descend(count, learningRate, gs);
      Scratch.write(count, ws, w, wOffset + start);
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
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, w, wOffset + start, ws, 0);
      Scratch.read(count, g, gOffset + start, gs, 0);
      Scratch.read(count, v, vOffset + start, vs, 0);
      addDecay(count, decay);
      accelerate(count, momentum, gs, vs);
      Scratch.write(count, vs, v, vOffset + start);
      if (nesterov) {
        accelerate(count, momentum, gs, vs); // the velocity of the step after, for this step only
      }
      descend(count, learningRate, vs);
      Scratch.write(count, ws, w, wOffset + start);
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
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, w, wOffset + start, ws, 0);
      Scratch.read(count, g, gOffset + start, gs, 0);
      Scratch.read(count, m, mOffset + start, vs, 0);
      Scratch.read(count, s, sOffset + start, ss, 0);
      addDecay(count, decay);
      adam(count, stepSize, beta1, beta2, epsilon, rootFactor);
      Scratch.write(count, ws, w, wOffset + start);
      Scratch.write(count, vs, m, mOffset + start);
      Scratch.write(count, ss, s, sOffset + start);
    }
  }

  /** g ← fma(decay, w, g). */
  private void addDecay(int n, float decay) {
    for (int i = 0; i < n; i++) {
      gs[i] = Math.fma(decay, ws[i], gs[i]);
    }
  }

  /** w ← fma(−η, v, w). */
  private void descend(int n, float learningRate, float[] v) {
    for (int i = 0; i < n; i++) {
      ws[i] = Math.fma(-learningRate, v[i], ws[i]);
    }
  }

  /** v ← fma(μ, v, g). */
  private static void accelerate(int n, float momentum, float[] g, float[] v) {
    for (int i = 0; i < n; i++) {
      v[i] = Math.fma(momentum, v[i], g[i]);
    }
  }

  private void adam(
      int n, float stepSize, float beta1, float beta2, float epsilon, float rootFactor) {
    for (int i = 0; i < n; i++) {
      float g = gs[i];
      float mean = Math.fma(beta1, vs[i], (1 - beta1) * g);
      float square = Math.fma(beta2, ss[i], ((1 - beta2) * g) * g);
      float step = mean / Math.fma((float) Math.sqrt(square), rootFactor, epsilon);
      vs[i] = mean;
      ss[i] = square;
      ws[i] = Math.fma(-stepSize, step, ws[i]);
    }
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
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, g, gOffset + start, gs, 0);
      for (int i = 0; i < count; i++) {
        gs[i] = Math.max(-limit, Math.min(limit, scale * gs[i]));
      }
      Scratch.write(count, gs, g, gOffset + start);
    }
  }

  @Override
  public void addSign(
      int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, x, xOffset + start, ws, 0);
      Scratch.read(count, y, yOffset + start, gs, 0);
      for (int i = 0; i < count; i++) {
        gs[i] = Math.fma(factor, Math.signum(ws[i]), gs[i]);
      }
      Scratch.write(count, gs, y, yOffset + start);
    }
  }
}
