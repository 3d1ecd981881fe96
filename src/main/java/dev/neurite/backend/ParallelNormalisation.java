package dev.neurite.backend;

import dev.neurite.kernel.Normalisation;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/** Normalisation on several threads, by rows. */
abstract class ParallelNormalisation implements Normalisation {
  private final Split split;
  private final Normalisation[] workers;
  private final AffineTask affineTask = new AffineTask();
  private final NormaliseTask normaliseTask = new NormaliseTask();
  private final BackwardTask backwardTask = new BackwardTask();

  ParallelNormalisation(Split split, Normalisation[] workers) {
    this.split = split;
    this.workers = workers;
  }

  @Override
  public final void affineColumns(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment factor,
      long factorOffset,
      MemorySegment shift,
      long shiftOffset,
      boolean accumulate,
      MemorySegment y,
      long yOffset,
      int ldy) {
    AffineTask task = affineTask;
    task.columns = columns;
    task.x = x;
    task.xOffset = xOffset;
    task.ldx = ldx;
    task.factor = factor;
    task.factorOffset = factorOffset;
    task.shift = shift;
    task.shiftOffset = shiftOffset;
    task.accumulate = accumulate;
    task.y = y;
    task.yOffset = yOffset;
    task.ldy = ldy;
    run(task, rows, columns);
  }

  @Override
  public final void normaliseRows(
      int rows,
      int columns,
      float epsilon,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment inverse,
      long inverseOffset) {
    NormaliseTask task = normaliseTask;
    task.columns = columns;
    task.epsilon = epsilon;
    task.x = x;
    task.xOffset = xOffset;
    task.ldx = ldx;
    task.y = y;
    task.yOffset = yOffset;
    task.ldy = ldy;
    task.inverse = inverse;
    task.inverseOffset = inverseOffset;
    run(task, rows, columns);
  }

  @Override
  public final void normaliseRowsBackward(
      int rows,
      int columns,
      MemorySegment y,
      long yOffset,
      int ldy,
      MemorySegment dy,
      long dyOffset,
      int lddy,
      MemorySegment inverse,
      long inverseOffset,
      MemorySegment dx,
      long dxOffset,
      int lddx) {
    BackwardTask task = backwardTask;
    task.columns = columns;
    task.y = y;
    task.yOffset = yOffset;
    task.ldy = ldy;
    task.dy = dy;
    task.dyOffset = dyOffset;
    task.lddy = lddy;
    task.inverse = inverse;
    task.inverseOffset = inverseOffset;
    task.dx = dx;
    task.dxOffset = dxOffset;
    task.lddx = lddx;
    run(task, rows, columns);
  }

  private void run(RangeTask task, int rows, int columns) {
    if (split.pays((long) rows * columns, Split.LINEAR)) {
      split.run(task, rows, 1);
    } else {
      task.run(0, 0, rows);
    }
  }

  private final class AffineTask implements RangeTask {
    private int columns;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment factor;
    private long factorOffset;
    private MemorySegment shift;
    private long shiftOffset;
    private boolean accumulate;
    private MemorySegment y;
    private long yOffset;
    private int ldy;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].affineColumns(
          to - from,
          columns,
          x,
          xOffset + (long) from * ldx,
          ldx,
          factor,
          factorOffset,
          shift,
          shiftOffset,
          accumulate,
          y,
          yOffset + (long) from * ldy,
          ldy);
    }
  }

  private final class NormaliseTask implements RangeTask {
    private int columns;
    private float epsilon;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment y;
    private long yOffset;
    private int ldy;
    private MemorySegment inverse;
    private long inverseOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].normaliseRows(
          to - from,
          columns,
          epsilon,
          x,
          xOffset + (long) from * ldx,
          ldx,
          y,
          yOffset + (long) from * ldy,
          ldy,
          inverse,
          inverseOffset + from);
    }
  }

  private final class BackwardTask implements RangeTask {
    private int columns;
    private MemorySegment y;
    private long yOffset;
    private int ldy;
    private MemorySegment dy;
    private long dyOffset;
    private int lddy;
    private MemorySegment inverse;
    private long inverseOffset;
    private MemorySegment dx;
    private long dxOffset;
    private int lddx;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].normaliseRowsBackward(
          to - from,
          columns,
          y,
          yOffset + (long) from * ldy,
          ldy,
          dy,
          dyOffset + (long) from * lddy,
          lddy,
          inverse,
          inverseOffset + from,
          dx,
          dxOffset + (long) from * lddx,
          lddx);
    }
  }
}
