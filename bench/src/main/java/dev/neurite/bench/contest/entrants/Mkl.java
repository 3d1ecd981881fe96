package dev.neurite.bench.contest.entrants;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * MKL: its BLAS, and exp and tanh of its vector mathematics in their default, most accurate mode.
 */
final class Mkl implements Contestant {
  private static final String[] NEEDED = {
    "libmkl_core.so.2",
    "libmkl_intel_lp64.so.2",
    "libmkl_intel_thread.so.2",
    "libmkl_def.so.2",
    "libmkl_mc3.so.2",
    "libmkl_avx2.so.2",
    "libmkl_avx512.so.2",
    "libmkl_vml_def.so.2",
    "libmkl_vml_mc3.so.2",
    "libmkl_vml_avx2.so.2",
    "libmkl_vml_avx512.so.2",
    "libmkl_vml_cmpt.so.2"
  };

  private static final Library LIBRARY = load();
  private static final FunctionDescriptor MAP =
      FunctionDescriptor.ofVoid(JAVA_INT, ADDRESS, ADDRESS);
  private static final MethodHandle EXP = LIBRARY.function("vsExp", MAP);
  private static final MethodHandle TANH = LIBRARY.function("vsTanh", MAP);

  private final Cblas blas = new Cblas(LIBRARY);

  Mkl() {}

  private static Library load() {
    Library.ofJar("mkl", "libiomp5.so"); // MKL finds it by name once it is loaded
    return Library.ofJar("mkl", "libmkl_rt.so.2", NEEDED);
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    if (!(p.task() instanceof Case.Map(var operation, int rows, int columns))) {
      return blas.prepare(p);
    }
    MemorySegment x = p.offHeapA();
    MemorySegment y = p.offHeapC();
    int n = rows * columns;
    return switch (operation) {
      case EXP -> Optional.of(() -> exp(n, x, y));
      case TANH -> Optional.of(() -> tanh(n, x, y));
      case SIGMOID, RELU, SOFTMAX -> Optional.empty();
    };
  }

  private static void exp(int n, MemorySegment x, MemorySegment y) {
    try {
      EXP.invokeExact(n, x, y);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  private static void tanh(int n, MemorySegment x, MemorySegment y) {
    try {
      TANH.invokeExact(n, x, y);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
