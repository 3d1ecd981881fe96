package dev.neurite.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neurite.kernel.Kernels;
import dev.neurite.parallel.WorkerPool;
import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Problem;
import dev.neurite.testing.SameBits;
import dev.neurite.testing.TestKernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Any number of threads gives the bits of one. */
@Tag("kernel")
class ParallelKernelsTest {
  private static final List<Problem> PROBLEMS =
      List.of(
          Problem.of(0, 0, 0),
          Problem.of(0, 3, 5),
          Problem.of(3, 0, 5),
          Problem.of(3, 5, 0),
          Problem.of(1, 1, 1),
          Problem.of(2, 65, 17), // few rows: by outputs, the last part of a layer takes the rest
          Problem.of(1, 97, 64),
          Problem.of(7, 100, 33),
          Problem.of(25, 4, 49), // orders of small layers
          Problem.of(33, 16, 65),
          Problem.of(49, 18, 200));

  @ParameterizedTest
  @MethodSource("cases")
  void anyNumberOfThreadsGivesTheSameBits(KernelCase kernelCase) {
    Kernels single = TestKernels.expected();
    for (int threads = 1; threads <= 3; threads++) {
      try (WorkerPool pool = new WorkerPool(threads)) {
        Kernels parallel = new ParallelKernels(pool, kernels(threads), true);
        for (Problem problem : PROBLEMS) {
          SameBits.assertSame(kernelCase, problem, single, parallel);
          SameBits.assertSame(kernelCase, problem.withSpecials(0.05), single, parallel);
        }
      }
    }
  }

  @Test
  void smallCallsStayWithTheCaller() {
    WorkerPool pool = new WorkerPool(2);
    Kernels parallel = new ParallelKernels(pool, kernels(2));
    pool.close(); // so that using it throws
    for (KernelCase kernelCase : KernelCases.all()) {
      SameBits.assertSame(kernelCase, Problem.of(5, 7, 9), TestKernels.expected(), parallel);
    }
  }

  @Test
  void everyKernelThatCanBeSplitIsSplit() {
    WorkerPool pool = new WorkerPool(2);
    Kernels parallel = new ParallelKernels(pool, kernels(2), true);
    pool.close(); // so that using it throws
    for (KernelCase kernelCase : KernelCases.all()) {
      boolean toOneNumber = List.of("dot", "sum", "max").contains(kernelCase.method());
      boolean packedRow =
          kernelCase.toString().startsWith("products.denseRow packed")
              || kernelCase.method().equals("rowPlan");
      Runnable run =
          () ->
              SameBits.assertSame(
                  kernelCase, Problem.of(40, 80, 64), TestKernels.expected(), parallel);
      if (toOneNumber || packedRow) {
        run.run();
      } else {
        assertThrows(AssertionError.class, run::run, kernelCase::toString);
      }
    }
  }

  @Test
  void theNameIsThatOfTheKernelsOfAThread() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertEquals(TestKernels.expectedName(), new ParallelKernels(pool, kernels(2)).name());
    }
  }

  @Test
  void kernelsForEachThreadAreRequired() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Throwable thrown =
          assertThrows(IllegalArgumentException.class, () -> new ParallelKernels(pool, kernels(3)));
      assertEquals("parallelKernels: workers must have 2 elements, got 3", thrown.getMessage());
    }
  }

  static Stream<KernelCase> cases() {
    return KernelCases.all().stream();
  }

  private static List<Kernels> kernels(int threads) {
    return Stream.generate(TestKernels::expected).limit(threads).toList();
  }
}
