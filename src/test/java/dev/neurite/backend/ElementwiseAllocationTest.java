package dev.neurite.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.kernel.Kernels;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.KernelCall;
import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Operand;
import dev.neurite.testing.Problem;
import dev.neurite.testing.TestKernels;
import java.lang.foreign.Arena;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kernels of elements and rows allocate nothing once they are compiled, be a row shorter than a
 * vector or longer than a block. All run in one JVM: what C2 inlines where depends on what else has
 * run.
 *
 * <p>Open: in about every third start sums of short rows (the losses of single outputs, {@code
 * sum}) stay boxed. So this runs by hand: {@code mvn test -Dtest=ElementwiseAllocationTest
 * -Dtest.excluded=none}.
 */
@Tag("kernel")
@Tag("open")
class ElementwiseAllocationTest {
  private static final int WINDOWS = 200_000; // some seconds: C2 is late on a busy machine
  private static final int[] LENGTHS = {1, 10, 17, 1000};

  private final AllocationMeter meter = new AllocationMeter();

  @ParameterizedTest
  @MethodSource("cases")
  void rowsOfAnyLengthAllocateNothing(KernelCase kernelCase) {
    Kernels kernels = TestKernels.expected();
    for (int length : LENGTHS) {
      try (Arena arena = Arena.ofShared()) {
        KernelCall call = kernelCase.on(Problem.of(3, 1, length), arena);
        Operand[] operands = call.operands().toArray(Operand[]::new);
        Runnable run = () -> call.body().run(kernels, operands);
        assertEquals(0, meter.leastBytes(WINDOWS, 50, run), () -> "rows of " + length);
      }
    }
  }

  static Stream<KernelCase> cases() {
    return Stream.of("elementwise", "losses", "updates", "reductions")
        .flatMap(family -> KernelCases.of(family).stream());
  }
}
