package dev.neurite.bench.contest.entrants;

import dev.ludovic.netlib.blas.JavaBLAS;
import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * The BLAS of dev.ludovic.netlib on the Vector API: pure Java, as Spark uses it. It is
 * column-major, so C = A·B is asked for as Cᵀ = Bᵀ·Aᵀ.
 */
final class VectorBlas implements Contestant {
  private final JavaBLAS blas = vectorBlas();

  VectorBlas() {}

  /** By name: {@link JavaBLAS#getInstance} loads a native BLAS beside it. */
  private static JavaBLAS vectorBlas() {
    try {
      Method instance =
          Class.forName("dev.ludovic.netlib.blas.VectorBLAS").getDeclaredMethod("getInstance");
      instance.setAccessible(true);
      return (JavaBLAS) instance.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public boolean onHeap() {
    return true;
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    float[] a = p.a();
    float[] b = p.b();
    float[] c = p.c();
    return Optional.ofNullable(
        switch (p.task()) {
          case Case.Product task -> {
            String transB = task.form().transposesB() ? "T" : "N";
            String transA = task.form().transposesA() ? "T" : "N";
            int m = task.m();
            int n = task.n();
            int k = task.k();
            int lda = task.lda();
            int ldb = task.ldb();
            yield () -> blas.sgemm(transB, transA, n, m, k, 1, b, ldb, a, lda, 0, c, n);
          }
          case Case.Row(int out, int in) -> () -> blas.sgemv("T", in, out, 1, a, in, b, 1, 0, c, 1);
          case Case.Map task -> null;
        });
  }
}
