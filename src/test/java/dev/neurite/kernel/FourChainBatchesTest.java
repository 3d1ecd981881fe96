package dev.neurite.kernel;

import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Problem;
import dev.neurite.testing.SameBits;
import dev.neurite.testing.TestKernels;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Batches through 5 to 16 outputs whose weights are as they are: at 512 bits sixteen rows and five
 * outputs advance together, of which the last may overlap those before, in blocks of 16 inputs.
 */
@Tag("kernel")
@Tag("sample512")
class FourChainBatchesTest {
  private static final int[] OUTPUTS = {5, 6, 9, 10, 13, 16};
  private static final int[] INPUTS = {0, 1, 7, 16, 31, 32, 65, 70};
  private static final int[] BATCHES = {15, 16, 17, 35};

  private final Kernels scalar = TestKernels.scalar();
  private final Kernels tested = TestKernels.expected();

  @ParameterizedTest
  @MethodSource("cases")
  void theirBitsAreThoseOfTheScalarKernels(KernelCase kernelCase) {
    for (int out : OUTPUTS) {
      for (int in : INPUTS) {
        for (int batch : BATCHES) {
          Problem problem = Problem.of(batch, out, in);
          SameBits.assertSame(kernelCase, problem, scalar, tested);
          SameBits.assertSame(kernelCase, problem.withSpecials(0.02), scalar, tested);
        }
      }
    }
  }

  static Stream<KernelCase> cases() {
    return KernelCases.of("products", "dense").stream()
        .filter(c -> !c.variant().startsWith("packed"));
  }
}
