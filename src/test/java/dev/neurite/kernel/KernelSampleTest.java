package dev.neurite.kernel;

import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Problem;
import dev.neurite.testing.SameBits;
import dev.neurite.testing.TestKernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every case of every kernel on a few fixed problems: quick enough for emulated vectors. */
@Tag("kernel")
@Tag("sample512")
class KernelSampleTest {
  private static final List<Problem> PROBLEMS =
      List.of(
          Problem.of(0, 0, 0),
          Problem.of(0, 3, 5),
          Problem.of(3, 0, 5),
          Problem.of(3, 5, 0),
          Problem.of(1, 1, 1),
          Problem.of(2, 4, 64),
          Problem.of(5, 16, 131),
          Problem.of(13, 5, 33),
          Problem.of(7, 17, 16),
          Problem.of(13, 37, 70),
          Problem.of(25, 65, 19));

  @ParameterizedTest
  @MethodSource("cases")
  void everyCaseGivesTheBitsOfTheScalarKernels(KernelCase kernelCase) {
    Kernels scalar = TestKernels.scalar();
    Kernels tested = TestKernels.expected();
    for (Problem problem : PROBLEMS) {
      SameBits.assertSame(kernelCase, problem, scalar, tested);
      SameBits.assertSame(kernelCase, problem.withSpecials(0.05), scalar, tested);
    }
  }

  static Stream<KernelCase> cases() {
    return KernelCases.all().stream();
  }
}
