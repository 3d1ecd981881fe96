package dev.neurite.kernel.scalar;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import java.lang.foreign.MemorySegment;

/** {@link dev.neurite.kernel.Updates#adaptive} in a plain loop, a block of elements at a time. */
final class ScalarAdaptive {
  private static final int BLOCK = 1024; // elements; five arrays of it fit into a 32 KiB L1

  private final float[] ws = new float[BLOCK];
  private final float[] gs = new float[BLOCK];
  private final float[] ms = new float[BLOCK];
  private final float[] ss = new float[BLOCK];
  private final float[] xs = new float[BLOCK];

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
    for (int start = 0; start < n; start += BLOCK) {
      int count = Math.min(BLOCK, n - start);
      Scratch.read(count, w, wOffset + start, ws, 0);
      Scratch.read(count, g, gOffset + start, gs, 0);
      Scratch.read(rule.usesMean() ? count : 0, m, mOffset + start, ms, 0);
      Scratch.read(rule.usesSquares() ? count : 0, s, sOffset + start, ss, 0);
      Scratch.read(rule.usesLargest() ? count : 0, x, xOffset + start, xs, 0);
      for (int i = 0; i < count; i++) {
        float step = step(rule, c, i, Math.fma(c.decay(), ws[i], gs[i]));
        ws[i] = Math.fma(-c.rate(), step, Math.fma(-c.shrink(), ws[i], ws[i]));
      }
      Scratch.write(count, ws, w, wOffset + start);
      Scratch.write(rule.usesMean() ? count : 0, ms, m, mOffset + start);
      Scratch.write(rule.usesSquares() ? count : 0, ss, s, sOffset + start);
      Scratch.write(rule.usesLargest() ? count : 0, xs, x, xOffset + start);
    }
  }

  /** The step of element i, whose memory is renewed. */
  private float step(AdaptiveRule rule, Coefficients c, int i, float g) {
    switch (rule) {
      case ADAGRAD -> {
        ss[i] = Math.fma(g, g, ss[i]);
        return g / (root(ss[i]) + c.epsilon());
      }
      case RMSPROP -> {
        ss[i] = meanSquare(c, i, g);
        return g / (root(ss[i]) + c.epsilon());
      }
      case ADAMW -> {
        ms[i] = mean(c.beta1(), ms[i], g);
        ss[i] = meanSquare(c, i, g);
        return ms[i] / Math.fma(root(ss[i]), c.rootFactor(), c.epsilon());
      }
      case AMSGRAD -> {
        ms[i] = mean(c.beta1(), ms[i], g);
        ss[i] = meanSquare(c, i, g);
        xs[i] = Math.max(xs[i], ss[i]);
        return ms[i] / Math.fma(root(xs[i]), c.rootFactor(), c.epsilon());
      }
      case NADAM -> {
        ms[i] = mean(c.beta1(), ms[i], g);
        ss[i] = meanSquare(c, i, g);
        float ahead = Math.fma(c.meanShare(), ms[i], c.gradientShare() * g);
        return ahead / Math.fma(root(ss[i]), c.rootFactor(), c.epsilon());
      }
      case LION -> {
        float direction = mean(c.beta1(), ms[i], g);
        ms[i] = mean(c.beta2(), ms[i], g);
        return Math.signum(direction);
      }
    }
    throw new AssertionError(rule);
  }

  private static float mean(float beta, float old, float g) {
    return Math.fma(beta, old, (1 - beta) * g);
  }

  private float meanSquare(Coefficients c, int i, float g) {
    return Math.fma(c.beta2(), ss[i], ((1 - c.beta2()) * g) * g);
  }

  private static float root(float square) {
    return (float) Math.sqrt(square);
  }
}
