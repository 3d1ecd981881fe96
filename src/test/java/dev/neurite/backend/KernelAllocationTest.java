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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A call allocates nothing, through the checks and the split too, once it has been compiled. Scalar
 * kernels only: how soon vectors are compiled differs from start to start.
 */
class KernelAllocationTest {

  @ParameterizedTest
  @MethodSource("cases")
  void aCallAllocatesNothing(KernelCase kernelCase) {
    try (Arena arena = Arena.ofShared();
        WorkerPool pool = new WorkerPool(2)) {
      List<Kernels> workers = List.of(TestKernels.scalar(), TestKernels.scalar());
      Kernels kernels = new CheckedKernels(new ParallelKernels(pool, workers, true));
      KernelCall call = kernelCase.on(Problem.of(3, 70, 33), arena);
      Operand[] operands = call.operands().toArray(Operand[]::new);
      Runnable run = () -> call.body().run(kernels, operands);
      assertEquals(0, new AllocationMeter().leastBytes(5_000, 50, run));
    }
  }

  static Stream<KernelCase> cases() {
    return KernelCases.all().stream();
  }
}
