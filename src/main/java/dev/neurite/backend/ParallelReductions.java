package dev.neurite.backend;

import dev.neurite.kernel.Reductions;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/**
 * Column sums on several threads, by columns. Reductions to one number are one order of additions:
 * they stay on the caller's thread.
 */
final class ParallelReductions implements Reductions {
  private final Split split;
  private final Reductions[] workers;
  private final ColumnSumsTask columnSumsTask = new ColumnSumsTask();
  private final ColumnDotsTask columnDotsTask = new ColumnDotsTask();

  ParallelReductions(Split split, Reductions[] workers) {
    this.split = split;
    this.workers = workers;
  }

  @Override
  public float dot(int n, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    return workers[0].dot(n, x, xOffset, y, yOffset);
  }

  @Override
  public float sum(int n, MemorySegment x, long xOffset) {
    return workers[0].sum(n, x, xOffset);
  }

  @Override
  public float max(int n, MemorySegment x, long xOffset) {
    return workers[0].max(n, x, xOffset);
  }

  @Override
  public void columnSums(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      boolean accumulate,
      MemorySegment y,
      long yOffset) {
    if (!split.pays((long) rows * columns, Split.LINEAR)) {
      workers[0].columnSums(rows, columns, x, xOffset, ldx, accumulate, y, yOffset);
      return;
    }
    columnSumsTask.rows = rows;
    columnSumsTask.x = x;
    columnSumsTask.xOffset = xOffset;
    columnSumsTask.ldx = ldx;
    columnSumsTask.accumulate = accumulate;
    columnSumsTask.y = y;
    columnSumsTask.yOffset = yOffset;
    split.run(columnSumsTask, columns, Split.LINE);
  }

  private final class ColumnSumsTask implements RangeTask {
    private int rows;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private boolean accumulate;
    private MemorySegment y;
    private long yOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].columnSums(
          rows, to - from, x, xOffset + from, ldx, accumulate, y, yOffset + from);
    }
  }

  @Override
  public void columnDots(
      int rows,
      int columns,
      MemorySegment x,
      long xOffset,
      int ldx,
      MemorySegment y,
      long yOffset,
      int ldy,
      boolean accumulate,
      MemorySegment z,
      long zOffset) {
    if (!split.pays((long) rows * columns, Split.LINEAR)) {
      workers[0].columnDots(
          rows, columns, x, xOffset, ldx, y, yOffset, ldy, accumulate, z, zOffset);
      return;
    }
    columnDotsTask.rows = rows;
    columnDotsTask.x = x;
    columnDotsTask.xOffset = xOffset;
    columnDotsTask.ldx = ldx;
    columnDotsTask.y = y;
    columnDotsTask.yOffset = yOffset;
    columnDotsTask.ldy = ldy;
    columnDotsTask.accumulate = accumulate;
    columnDotsTask.z = z;
    columnDotsTask.zOffset = zOffset;
    split.run(columnDotsTask, columns, Split.LINE);
  }

  private final class ColumnDotsTask implements RangeTask {
    private int rows;
    private MemorySegment x;
    private long xOffset;
    private int ldx;
    private MemorySegment y;
    private long yOffset;
    private int ldy;
    private boolean accumulate;
    private MemorySegment z;
    private long zOffset;

    @Override
    public void run(int thread, int from, int to) {
      workers[thread].columnDots(
          rows,
          to - from,
          x,
          xOffset + from,
          ldx,
          y,
          yOffset + from,
          ldy,
          accumulate,
          z,
          zOffset + from);
    }
  }
}
