package dev.neurite.backend;

import dev.neurite.kernel.AdaptiveRule;
import dev.neurite.kernel.Coefficients;
import dev.neurite.kernel.Updates;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/** Steps of optimisers on several threads, by elements. */
final class ParallelUpdates implements Updates {
  private final Split split;
  private final Updates[] workers;
  private final SgdTask sgdTask = new SgdTask();
  private final MomentumTask momentumTask = new MomentumTask();
  private final AdamTask adamTask = new AdamTask();
  private final AdaptiveTask adaptiveTask = new AdaptiveTask();
  private final ClipTask clipTask = new ClipTask();
  private final AddSignTask addSignTask = new AddSignTask();

  ParallelUpdates(Split split, Updates[] workers) {
    this.split = split;
    this.workers = workers;
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
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].sgd(n, learningRate, decay, w, wOffset, g, gOffset);
      return;
    }
    sgdTask.learningRate = learningRate;
    sgdTask.decay = decay;
    sgdTask.w = w;
    sgdTask.wOffset = wOffset;
    sgdTask.g = g;
    sgdTask.gOffset = gOffset;
    split.run(sgdTask, n, Split.LINE);
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
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].momentum(
          n, learningRate, momentum, nesterov, decay, w, wOffset, g, gOffset, v, vOffset);
      return;
    }
    momentumTask.learningRate = learningRate;
    momentumTask.momentum = momentum;
    momentumTask.nesterov = nesterov;
    momentumTask.decay = decay;
    momentumTask.w = w;
    momentumTask.wOffset = wOffset;
    momentumTask.g = g;
    momentumTask.gOffset = gOffset;
    momentumTask.v = v;
    momentumTask.vOffset = vOffset;
    split.run(momentumTask, n, Split.LINE);
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
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].adam(
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
      return;
    }
    adamTask.stepSize = stepSize;
    adamTask.beta1 = beta1;
    adamTask.beta2 = beta2;
    adamTask.epsilon = epsilon;
    adamTask.rootFactor = rootFactor;
    adamTask.decay = decay;
    adamTask.w = w;
    adamTask.wOffset = wOffset;
    adamTask.g = g;
    adamTask.gOffset = gOffset;
    adamTask.m = m;
    adamTask.mOffset = mOffset;
    adamTask.s = s;
    adamTask.sOffset = sOffset;
    split.run(adamTask, n, Split.LINE);
  }

  private final class SgdTask implements RangeTask {
    private float learningRate;
    private float decay;
    private MemorySegment w;
    private long wOffset;
    private MemorySegment g;
    private long gOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].sgd(to - from, learningRate, decay, w, wOffset + from, g, gOffset + from);
    }
  }

  private final class MomentumTask implements RangeTask {
    private float learningRate;
    private float momentum;
    private boolean nesterov;
    private float decay;
    private MemorySegment w;
    private long wOffset;
    private MemorySegment g;
    private long gOffset;
    private MemorySegment v;
    private long vOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].momentum(
          to - from,
          learningRate,
          momentum,
          nesterov,
          decay,
          w,
          wOffset + from,
          g,
          gOffset + from,
          v,
          vOffset + from);
    }
  }

  private final class AdamTask implements RangeTask {
    private float stepSize;
    private float beta1;
    private float beta2;
    private float epsilon;
    private float rootFactor;
    private float decay;
    private MemorySegment w;
    private long wOffset;
    private MemorySegment g;
    private long gOffset;
    private MemorySegment m;
    private long mOffset;
    private MemorySegment s;
    private long sOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].adam(
          to - from,
          stepSize,
          beta1,
          beta2,
          epsilon,
          rootFactor,
          decay,
          w,
          wOffset + from,
          g,
          gOffset + from,
          m,
          mOffset + from,
          s,
          sOffset + from);
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
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].adaptive(rule, c, n, w, wOffset, g, gOffset, m, mOffset, s, sOffset, x, xOffset);
      return;
    }
    adaptiveTask.rule = rule;
    adaptiveTask.c = c;
    adaptiveTask.w = w;
    adaptiveTask.wOffset = wOffset;
    adaptiveTask.g = g;
    adaptiveTask.gOffset = gOffset;
    adaptiveTask.m = m;
    adaptiveTask.mOffset = mOffset;
    adaptiveTask.s = s;
    adaptiveTask.sOffset = sOffset;
    adaptiveTask.x = x;
    adaptiveTask.xOffset = xOffset;
    split.run(adaptiveTask, n, Split.LINE);
  }

  @Override
  public void clip(int n, float scale, float limit, MemorySegment g, long gOffset) {
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].clip(n, scale, limit, g, gOffset);
      return;
    }
    clipTask.scale = scale;
    clipTask.limit = limit;
    clipTask.g = g;
    clipTask.gOffset = gOffset;
    split.run(clipTask, n, Split.LINE);
  }

  private final class ClipTask implements RangeTask {
    private float scale;
    private float limit;
    private MemorySegment g;
    private long gOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].clip(to - from, scale, limit, g, gOffset + from);
    }
  }

  private final class AdaptiveTask implements RangeTask {
    private AdaptiveRule rule;
    private Coefficients c;
    private MemorySegment w;
    private long wOffset;
    private MemorySegment g;
    private long gOffset;
    private MemorySegment m;
    private long mOffset;
    private MemorySegment s;
    private long sOffset;
    private MemorySegment x;
    private long xOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].adaptive(
          rule,
          c,
          to - from,
          w,
          wOffset + from,
          g,
          gOffset + from,
          m,
          mOffset + from,
          s,
          sOffset + from,
          x,
          xOffset + from);
    }
  }

  @Override
  public void addSign(
      int n, float factor, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    if (!split.pays(n, Split.LINEAR)) {
      workers[0].addSign(n, factor, x, xOffset, y, yOffset);
      return;
    }
    addSignTask.factor = factor;
    addSignTask.x = x;
    addSignTask.xOffset = xOffset;
    addSignTask.y = y;
    addSignTask.yOffset = yOffset;
    split.run(addSignTask, n, Split.LINE);
  }

  private final class AddSignTask implements RangeTask {
    private float factor;
    private MemorySegment x;
    private long xOffset;
    private MemorySegment y;
    private long yOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].addSign(to - from, factor, x, xOffset + from, y, yOffset + from);
    }
  }
}
