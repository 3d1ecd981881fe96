package dev.neurite.kernel;

import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import java.lang.foreign.MemorySegment;

/** Checks in front of {@link Updates}. */
final class CheckedUpdates implements Updates {
  private final Updates kernels;

  CheckedUpdates(Updates kernels) {
    this.kernels = kernels;
  }

  @Override
  public void sgd(
      int n,
      float learningRate,
      float decay,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset) {
    Check.notNegative("sgd", "learningRate", learningRate);
    Check.notNegative("sgd", "decay", decay);
    Check.size("sgd", "n", n);
    Operands.vector("sgd", "w", w, wOffset, n);
    Operands.vector("sgd", "g", g, gOffset, n);
    Operands.writable("sgd", "w", w);
    Operands.disjoint("sgd", "w", w, wOffset, n, "g", g, gOffset, n);
    kernels.sgd(n, learningRate, decay, w, wOffset, g, gOffset);
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
    Check.notNegative("momentum", "learningRate", learningRate);
    Check.inRange("momentum", "momentum", momentum, 0, 1);
    Check.notNegative("momentum", "decay", decay);
    Check.size("momentum", "n", n);
    Operands.vector("momentum", "w", w, wOffset, n);
    Operands.vector("momentum", "g", g, gOffset, n);
    Operands.vector("momentum", "v", v, vOffset, n);
    Operands.writable("momentum", "w", w);
    Operands.writable("momentum", "v", v);
    Operands.disjoint("momentum", "w", w, wOffset, n, "g", g, gOffset, n);
    Operands.disjoint("momentum", "v", v, vOffset, n, "g", g, gOffset, n);
    Operands.disjoint("momentum", "v", v, vOffset, n, "w", w, wOffset, n);
    kernels.momentum(
        n, learningRate, momentum, nesterov, decay, w, wOffset, g, gOffset, v, vOffset);
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
    Check.notNegative("adam", "stepSize", stepSize);
    Check.inRange("adam", "beta1", beta1, 0, 1);
    Check.inRange("adam", "beta2", beta2, 0, 1);
    Check.notNegative("adam", "epsilon", epsilon);
    Check.positive("adam", "rootFactor", rootFactor);
    Check.notNegative("adam", "decay", decay);
    Check.size("adam", "n", n);
    Operands.vector("adam", "w", w, wOffset, n);
    Operands.vector("adam", "g", g, gOffset, n);
    Operands.vector("adam", "m", m, mOffset, n);
    Operands.vector("adam", "s", s, sOffset, n);
    Operands.writable("adam", "w", w);
    Operands.writable("adam", "m", m);
    Operands.writable("adam", "s", s);
    Operands.disjoint("adam", "w", w, wOffset, n, "g", g, gOffset, n);
    Operands.disjoint("adam", "m", m, mOffset, n, "g", g, gOffset, n);
    Operands.disjoint("adam", "m", m, mOffset, n, "w", w, wOffset, n);
    Operands.disjoint("adam", "s", s, sOffset, n, "g", g, gOffset, n);
    Operands.disjoint("adam", "s", s, sOffset, n, "w", w, wOffset, n);
    Operands.disjoint("adam", "s", s, sOffset, n, "m", m, mOffset, n);
    kernels.adam(
        n,
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
    String name = "adaptive";
    Check.notNull(name, "rule", rule);
    Check.notNull(name, "coefficients", c);
    Check.size(name, "n", n);
    Operands.vector(name, "w", w, wOffset, n);
    Operands.vector(name, "g", g, gOffset, n);
    Operands.writable(name, "w", w);
    Operands.disjoint(name, "w", w, wOffset, n, "g", g, gOffset, n);
    memory(n, "m", m, mOffset, rule.usesMean(), w, wOffset, g, gOffset);
    memory(n, "s", s, sOffset, rule.usesSquares(), w, wOffset, g, gOffset);
    memory(n, "x", x, xOffset, rule.usesLargest(), w, wOffset, g, gOffset);
    if (rule.usesMean() && rule.usesSquares()) {
      Operands.disjoint(name, "m", m, mOffset, n, "s", s, sOffset, n);
    }
    if (rule.usesLargest()) {
      Operands.disjoint(name, "x", x, xOffset, n, "m", m, mOffset, n);
      Operands.disjoint(name, "x", x, xOffset, n, "s", s, sOffset, n);
    }
    kernels.adaptive(rule, c, n, w, wOffset, g, gOffset, m, mOffset, s, sOffset, x, xOffset);
  }

  private static void memory(
      int n,
      String name,
      MemorySegment memory,
      long offset,
      boolean used,
      MemorySegment w,
      long wOffset,
      MemorySegment g,
      long gOffset) {
    Check.notNull("adaptive", name, memory);
    if (used) {
      Operands.vector("adaptive", name, memory, offset, n);
      Operands.writable("adaptive", name, memory);
      Operands.disjoint("adaptive", name, memory, offset, n, "w", w, wOffset, n);
      Operands.disjoint("adaptive", name, memory, offset, n, "g", g, gOffset, n);
    }
  }

  @Override
  public void clip(int n, float scale, float limit, MemorySegment g, long gOffset) {
    Check.size("clip", "n", n);
    Check.notNegative("clip", "scale", scale);
    if (!(limit > 0)) {
      throw new IllegalArgumentException("clip: limit must be above 0, got " + limit);
    }
    Operands.vector("clip", "g", g, gOffset, n);
    Operands.writable("clip", "g", g);
    kernels.clip(n, scale, limit, g, gOffset);
  }

  @Override
  public void addSign(
      int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    Check.size("addSign", "n", n);
    Check.finite("addSign", "factor", factor);
    Operands.vector("addSign", "x", x, xOffset, n);
    Operands.vector("addSign", "y", y, yOffset, n);
    Operands.writable("addSign", "y", y);
    Operands.disjoint("addSign", "y", y, yOffset, n, "x", x, xOffset, n);
    kernels.addSign(n, factor, x, xOffset, y, yOffset);
  }
}
