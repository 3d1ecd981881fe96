package dev.neurite.bench.contest.entrants;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/** oneDNN's {@code dnnl_sgemm}: its BLAS-like door, row-major. */
final class OneDnnSgemm implements Contestant {
  private static final MethodHandle SGEMM =
      Library.ofSystem(OneDnnApi.FILE)
          .function(
              "dnnl_sgemm",
              FunctionDescriptor.of(
                  JAVA_INT,
                  JAVA_BYTE,
                  JAVA_BYTE,
                  JAVA_LONG,
                  JAVA_LONG,
                  JAVA_LONG,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_LONG,
                  ADDRESS,
                  JAVA_LONG,
                  JAVA_FLOAT,
                  ADDRESS,
                  JAVA_LONG));

  OneDnnSgemm() {}

  @Override
  public Optional<Runnable> prepare(Problem p) {
    MemorySegment a = p.offHeapA();
    MemorySegment b = p.offHeapB();
    MemorySegment c = p.offHeapC();
    return Optional.ofNullable(
        switch (p.task()) {
          case Case.Product task -> {
            boolean transA = task.form().transposesA();
            boolean transB = task.form().transposesB();
            yield () ->
                sgemm(
                    transA, transB, task.m(), task.n(), task.k(), a, task.lda(), b, task.ldb(), c);
          }
          case Case.Row(int out, int in) -> // Wᵀ from the right
              () -> sgemm(false, true, 1, out, in, b, in, a, in, c);
          case Case.Map task -> null;
        });
  }

  private static void sgemm(
      boolean transA,
      boolean transB,
      long m,
      long n,
      long k,
      MemorySegment a,
      long lda,
      MemorySegment b,
      long ldb,
      MemorySegment c) {
    byte ta = (byte) (transA ? 'T' : 'N');
    byte tb = (byte) (transB ? 'T' : 'N');
    try {
      OneDnnApi.expectSuccess(
          (int) SGEMM.invokeExact(ta, tb, m, n, k, 1f, a, lda, b, ldb, 0f, c, n));
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
