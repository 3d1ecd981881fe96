package dev.neurite.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.kernel.CheckedKernels;
import dev.neurite.kernel.Kernels;
import dev.neurite.parallel.WorkerPool;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.KernelCall;
import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Operand;
import dev.neurite.testing.Problem;
import dev.neurite.testing.TestKernels;
import java.lang.foreign.Arena;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call allocates nothing once it has been compiled: through the checks and the split, and in the
 * products under test. Vectors in boxes would show here: one kernel for ever in slow code allocates
 * in every window, while others need thousands of calls until they do not.
 */
@Tag("kernel")
class KernelAllocationTest {

  @ParameterizedTest
  @MethodSource("cases")
  void checksAndSplitAllocateNothing(KernelCase kernelCase) {
    try (Arena arena = Arena.ofShared();
        WorkerPool pool = new WorkerPool(2)) {
      List<Kernels> workers = List.of(TestKernels.scalar(), TestKernels.scalar());
      Kernels kernels = new CheckedKernels(new ParallelKernels(pool, workers, true));
      KernelCall call = kernelCase.on(Problem.of(3, 70, 33), arena);
      Operand[] operands = call.operands().toArray(Operand[]::new);
      Runnable run = () -> call.body().run(kernels, operands);
      assertEquals(0, new AllocationMeter().bytesOnceWarm(5_000, 50, run));
    }
  }

  /**
   * Open: one start in some stays boxed, most often in the order of four chains. So this runs by
   * hand: {@code mvn test -Dtest=KernelAllocationTest -Dtest.excluded=none}.
   */
  @Tag("open")
  @ParameterizedTest
  @MethodSource("products")
  void theProductsUnderTestAllocateNothing(KernelCase kernelCase) {
    Kernels kernels = TestKernels.expected();
    try (Arena arena = Arena.ofShared()) {
      for (Problem problem : List.of(Problem.of(19, 75, 41), Problem.of(9, 13, 70))) {
        KernelCall call = kernelCase.on(problem, arena);
        Operand[] operands = call.operands().toArray(Operand[]::new);
        Runnable run = () -> call.body().run(kernels, operands);
        assertEquals(0, new AllocationMeter().bytesOnceWarm(20_000, 50, run), problem::toString);
      }
    }
  }

  /** Products, and layers without an activation behind them. */
  static Stream<KernelCase> products() {
    return cases()
        .filter(c -> c.family().equals("products"))
        .filter(c -> !c.variant().startsWith("packed") || c.variant().endsWith("IDENTITY"));
  }

  /** All but packing a layer and planning a row, whose results are new memory. */
  static Stream<KernelCase> cases() {
    return KernelCases.all().stream()
        .filter(c -> !c.method().equals("pack") && !c.method().equals("rowPlan"));
  }
}
