package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

/**
 * Single rows and pairs of rows through weights as they are: W has a way of its own there, whose
 * outputs come by 16 and steps by 8, and whose rows are copied where they lie 4 KiB apart.
 */
@Tag("kernel")
@Tag("sample512")
class UnpackedRowsTest {
  private static final int[] OUTPUTS = {16, 17, 31, 33};
  private static final int[] INPUTS = {7, 8, 9, 15, 23, 255, 1024, 1031};

  private final Kernels scalar = TestKernels.scalar();
  private final Kernels tested = TestKernels.expected();

  @ParameterizedTest
  @MethodSource("cases")
  void theirBitsAreThoseOfTheScalarKernels(KernelCase kernelCase) {
    for (int out : OUTPUTS) {
      for (int in : INPUTS) {
        for (int batch = 1; batch <= 3; batch++) {
          Problem problem = Problem.of(batch, out, in);
          SameBits.assertSame(kernelCase, problem, scalar, tested);
          SameBits.assertSame(kernelCase, problem.withSpecials(0.02), scalar, tested);
        }
      }
    }
  }

  @Test
  void theyAreTestedThroughLayersAndProducts() {
    assertEquals(
        List.of("dense", "denseRow", "gemm"),
        cases().map(KernelCase::method).distinct().sorted().toList());
  }

  static Stream<KernelCase> cases() {
    return KernelCases.all().stream()
        .filter(c -> c.family().equals("products"))
        .filter(c -> List.of("gemm", "dense", "denseRow").contains(c.method()))
        .filter(c -> !c.variant().startsWith("packed"))
        .filter(c -> !c.method().equals("gemm") || c.variant().contains("NT"));
  }
}
