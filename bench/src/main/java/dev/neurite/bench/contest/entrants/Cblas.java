package dev.neurite.bench.contest.entrants;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Any library with the C interface of BLAS: {@code cblas_sgemm} and {@code cblas_sgemv}. One
 * library per process, because the JIT inlines a call only of a constant handle.
 */
final class Cblas implements Contestant {
  private static final int ROW_MAJOR = 101;
  private static final int PLAIN = 111;
  private static final int TRANSPOSED = 112;

  private static Library library;

  /** Initialised at the first call, when the library is known. */
  private static final class Calls {
    static final MethodHandle SGEMM =
        library.function(
            "cblas_sgemm",
            FunctionDescriptor.ofVoid(
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT));
    static final MethodHandle SGEMV =
        library.function(
            "cblas_sgemv",
            FunctionDescriptor.ofVoid(
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT,
                ADDRESS,
                JAVA_INT,
                JAVA_FLOAT,
                ADDRESS,
                JAVA_INT));
  }

  Cblas(Library of) {
    if (library != null) {
      throw new IllegalStateException("cblas: this process has a library already");
    }
    library = of;
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    return Optional.ofNullable(
        switch (p.task()) {
          case Case.Product task -> () -> product(task, p.offHeapA(), p.offHeapB(), p.offHeapC());
          case Case.Row(int out, int in) ->
              () -> row(out, in, p.offHeapA(), p.offHeapB(), p.offHeapC());
          case Case.Map task -> null;
        });
  }

  private static void product(
      Case.Product task, MemorySegment a, MemorySegment b, MemorySegment c) {
    int transA = task.form().transposesA() ? TRANSPOSED : PLAIN;
    int transB = task.form().transposesB() ? TRANSPOSED : PLAIN;
    int lda = task.lda();
    int ldb = task.ldb();
    int n = task.n();
    try {
      Calls.SGEMM.invokeExact(
          ROW_MAJOR, transA, transB, task.m(), n, task.k(), 1f, a, lda, b, ldb, 0f, c, n);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void row(int out, int in, MemorySegment w, MemorySegment x, MemorySegment y) {
    try {
      Calls.SGEMV.invokeExact(ROW_MAJOR, PLAIN, out, in, 1f, w, in, x, 1, 0f, y, 1);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
