package dev.neurite.backend;

import dev.neurite.kernel.Form;
import dev.neurite.kernel.Products;
import dev.neurite.parallel.RangeTask;
import java.lang.foreign.MemorySegment;

/**
 * A part of a product: rows of C, or columns. The fields are the call that is being split; its
 * caller writes them before it hands the parts out.
 */
final class GemmTask implements RangeTask {
  private final Products[] workers;
  Form form;
  int m;
  int n;
  int k;
  MemorySegment a;
  long aOffset;
  int lda;
  MemorySegment b;
  long bOffset;
  int ldb;
  boolean accumulate;
  MemorySegment c;
  long cOffset;
  int ldc;
  boolean byRows;

  GemmTask(Products[] workers) {
    this.workers = workers;
  }

  @Override
  public void run(int thread, int from, int to) {
    if (byRows) {
      long aStart = aOffset + (form.transposesA() ? from : (long) from * lda);
      workers[thread].gemm(
          form,
          to - from,
          n,
          k,
          a,
          aStart,
          lda,
          b,
          bOffset,
          ldb,
          accumulate,
          c,
          cOffset + (long) from * ldc,
          ldc);
    } else {
      long bStart = bOffset + (form.transposesB() ? (long) from * ldb : from);
      workers[thread].gemm(
          form,
          m,
          to - from,
          k,
          a,
          aOffset,
          lda,
          b,
          bStart,
          ldb,
          accumulate,
          c,
          cOffset + from,
          ldc);
    }
  }
}
