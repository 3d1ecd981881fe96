package dev.neurite.backend;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Function;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/** Activations on several threads: by elements, or by rows. */
final class ParallelElementwise extends ParallelNormalisation implements Elementwise {
  private final Split split;
  private final Elementwise[] workers;
  private final ActivateTask activateTask = new ActivateTask();
  private final ActivateBackwardTask activateBackwardTask = new ActivateBackwardTask();
  private final SoftmaxTask softmaxTask = new SoftmaxTask();
  private final LogSoftmaxTask logSoftmaxTask = new LogSoftmaxTask();
  private final SoftmaxBackwardTask softmaxBackwardTask = new SoftmaxBackwardTask();
  private final ScaleColumnsTask scaleColumnsTask = new ScaleColumnsTask();

  ParallelElementwise(Split split, Elementwise[] workers) {
    super(split, workers);
    this.split = split;
    this.workers = workers;
  }

  @Override
  public void activate(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset) {
    if (!split.pays(n, Split.ELEMENTWISE)) {
      workers[0].activate(f, parameter, n, x, xOffset, y, yOffset);
      return;
    }
    activateTask.f = f;
    activateTask.parameter = parameter;
    activateTask.x = x;
    activateTask.xOffset = xOffset;
    activateTask.y = y;
    activateTask.yOffset = yOffset;
    split.run(activateTask, n, Split.LINE);
  }

  @Override
  public void activateBackward(
      Function f,
      float parameter,
      int n,
      MemorySegment x,
      long xOffset,
      MemorySegment y,
      long yOffset,
      MemorySegment dy,
      long dyOffset,
      MemorySegment dx,
      long dxOffset) {
    if (!split.pays(n, Split.ELEMENTWISE)) {
      workers[0].activateBackward(
          f, parameter, n, x, xOffset, y, yOffset, dy, dyOffset, dx, dxOffset);
      return;
    }
    activateBackwardTask.f = f;
    activateBackwardTask.parameter = parameter;
    activateBackwardTask.x = x;
    activateBackwardTask.xOffset = xOffset;
    activateBackwardTask.y = y;
    activateBackwardTask.yOffset = yOffset;
    activateBackwardTask.dy = dy;
    activateBackwardTask.dyOffset = dyOffset;
    activateBackwardTask.dx = dx;
    activateBackwardTask.dxOffset = dxOffset;
    split.run(activateBackwardTask, n, Split.LINE);
  }

  @Override
  public void softmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (!split.pays((long) rows * columns, Split.ELEMENTWISE)) {
      workers[0].softmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    softmaxTask.columns = columns;
    softmaxTask.x = x;
    softmaxTask.xOffset = xOffset;
    softmaxTask.ldx = ldx;
    softmaxTask.y = y;
    softmaxTask.yOffset = yOffset;
    softmaxTask.ldy = ldy;
    split.run(softmaxTask, rows, 1);
  }

  @Override
  public void logSoftmax(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (!split.pays((long) rows * columns, Split.ELEMENTWISE)) {
      workers[0].logSoftmax(rows, columns, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    logSoftmaxTask.columns = columns;
    logSoftmaxTask.x = x;
    logSoftmaxTask.xOffset = xOffset;
    logSoftmaxTask.ldx = ldx;
    logSoftmaxTask.y = y;
    logSoftmaxTask.yOffset = yOffset;
    logSoftmaxTask.ldy = ldy;
    split.run(logSoftmaxTask, rows, 1);
  }

  @Override
  public void softmaxBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    if (!split.pays((long) rows * columns, Split.ELEMENTWISE)) {
      workers[0].softmaxBackward(
          rows, columns, y, yOffset, ldy, dy, dyOffset, lddy, dx, dxOffset, lddx);
      return;
    }
    softmaxBackwardTask.columns = columns;
    softmaxBackwardTask.y = y;
    softmaxBackwardTask.yOffset = yOffset;
    softmaxBackwardTask.ldy = ldy;
    softmaxBackwardTask.dy = dy;
    softmaxBackwardTask.dyOffset = dyOffset;
    softmaxBackwardTask.lddy = lddy;
    softmaxBackwardTask.dx = dx;
    softmaxBackwardTask.dxOffset = dxOffset;
    softmaxBackwardTask.lddx = lddx;
    split.run(softmaxBackwardTask, rows, 1);
  }

  @Override
  public void scaleColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment shift,
      long shiftOffset,
      MemorySegment factor,
      long factorOffset,
      MemorySegment y,
      long yOffset,
      int ldy) {
    if (!split.pays((long) rows * columns, Split.LINEAR)) {
      workers[0].scaleColumns(
          rows,
          columns,
          x,
          xOffset,
          ldx,
          shift,
          shiftOffset,
          factor,
          factorOffset,
          y,
          yOffset,
          ldy);
      return;
    }
    scaleColumnsTask.columns = columns;
    scaleColumnsTask.x = x;
    scaleColumnsTask.xOffset = xOffset;
    scaleColumnsTask.ldx = ldx;
    scaleColumnsTask.shift = shift;
    scaleColumnsTask.shiftOffset = shiftOffset;
    scaleColumnsTask.factor = factor;
    scaleColumnsTask.factorOffset = factorOffset;
    scaleColumnsTask.y = y;
    scaleColumnsTask.yOffset = yOffset;
    scaleColumnsTask.ldy = ldy;
    split.run(scaleColumnsTask, rows, 1);
  }

  private final class ActivateTask implements RangeTask {
    private Function f;
    private float parameter;
    private MemorySegment x;
    private long xOffset;
    private MemorySegment y;
    private long yOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].activate(f, parameter, to - from, x, xOffset + from, y, yOffset + from);
    }
  }

  private final class ActivateBackwardTask implements RangeTask {
    private Function f;
    private float parameter;
    private MemorySegment x;
    private long xOffset;
    private MemorySegment y;
    private long yOffset;
    private MemorySegment dy;
    private long dyOffset;
    private MemorySegment dx;
    private long dxOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].activateBackward(
          f,
          parameter,
          to - from,
          x,
          xOffset + from,
          y,
          yOffset + from,
          dy,
          dyOffset + from,
          dx,
          dxOffset + from);
    }
  }

  private final class SoftmaxTask implements RangeTask {
    private int columns;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment y;
    private long yOffset;
    private int ldy;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].softmax(
          to - from,
          columns,
          x,
          xOffset + (long) from * ldx,
          ldx,
          y,
          yOffset + (long) from * ldy,
          ldy);
    }
  }

  private final class LogSoftmaxTask implements RangeTask {
    private int columns;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment y;
    private long yOffset;
    private int ldy;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].logSoftmax(
          to - from,
          columns,
          x,
          xOffset + (long) from * ldx,
          ldx,
          y,
          yOffset + (long) from * ldy,
          ldy);
    }
  }

  private final class SoftmaxBackwardTask implements RangeTask {
    private int columns;
    private MemorySegment y;
    private long yOffset;
    private int ldy;
    private MemorySegment dy;
    private long dyOffset;
    private int lddy;
    private MemorySegment dx;
    private long dxOffset;
    private int lddx;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].softmaxBackward(
          to - from,
          columns,
          y,
          yOffset + (long) from * ldy,
          ldy,
          dy,
          dyOffset + (long) from * lddy,
          lddy,
          dx,
          dxOffset + (long) from * lddx,
          lddx);
    }
  }

  private final class ScaleColumnsTask implements RangeTask {
    private int columns;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment shift;
    private long shiftOffset;
    private MemorySegment factor;
    private long factorOffset;
    private MemorySegment y;
    private long yOffset;
    private int ldy;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].scaleColumns(
          to - from,
          columns,
          x,
          xOffset + (long) from * ldx,
          ldx,
          shift,
          shiftOffset,
          factor,
          factorOffset,
          y,
          yOffset + (long) from * ldy,
          ldy);
    }
  }
}
