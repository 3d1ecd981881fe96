package dev.neurite.backend;

import dev.neurite.kernel.Products;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/**
 * A part of a batch through a layer: rows, or groups of outputs. The fields are the call that is
 * being split; its caller writes them before it hands the parts out.
 */
final class DenseTask implements RangeTask {
  private final Products[] workers;
  int batch;
  int in;
  int out;
  MemorySegment x;
  long xOffset;
  int ldx;
  MemorySegment w;
  long wOffset;
  MemorySegment b;
  long bOffset;
  MemorySegment y;
  long yOffset;
  int ldy;
  boolean byRows;

  DenseTask(Products[] workers) {
    this.workers = workers;
  }

  @Override
  public void run(int thread, int from, int to) {
    if (byRows) {
      workers[thread].dense(
          to - from,
          in,
          out,
          x,
          xOffset + (long) from * ldx,
          ldx,
          w,
          wOffset,
          b,
          bOffset,
          y,
          yOffset + (long) from * ldy,
          ldy);
    } else {
      int first = ParallelProducts.firstOutput(from);
      int end = ParallelProducts.endOutput(to, out);
      workers[thread].dense(
          batch,
          in,
          end - first,
          x,
          xOffset,
          ldx,
          w,
          wOffset + (long) first * in,
          b,
          ParallelProducts.biasOffset(b, bOffset, first),
          y,
          yOffset + first,
          ldy);
    }
  }
}
