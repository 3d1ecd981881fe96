package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Products whose sizes lie around the edges of tiles and cache blocks have the bits of the scalar
 * kernels.
 */
@Tag("kernel")
class GemmBlockEdgeTest {
  private final Kernels scalar = TestKernels.scalar();
  private final Kernels tested = TestKernels.expected();

  /**
   * Around 6 and 8 rows, 8, 16 and 32 columns, and blocks of 112 × 1024 × 1024, which are longer in
   * one way where they are shorter in another.
   */
  static Stream<int[]> sizes() {
    return List.of(
        new int[] {5, 7, 1},
        new int[] {6, 8, 2},
        new int[] {7, 9, 3},
        new int[] {8, 16, 4},
        new int[] {9, 17, 5},
        new int[] {13, 31, 16},
        new int[] {17, 33, 17},
        new int[] {111, 8, 1023},
        new int[] {112, 9, 1024},
        new int[] {113, 33, 1025},
        new int[] {286, 17, 400},
        new int[] {290, 17, 401},
        new int[] {33, 145, 1025},
        new int[] {9, 145, 2049},
        new int[] {3, 5, 801},
        new int[] {3, 1023, 1024},
        new int[] {3, 1024, 5},
        new int[] {3, 1057, 1024},
        new int[] {113, 1025, 1025})
        .stream();
  }

  @ParameterizedTest
  @MethodSource("sizes")
  void everyFormHasTheBitsOfTheScalarKernels(int[] s) {
    for (Form form : Form.values()) {
      for (boolean accumulate : new boolean[] {false, true}) {
        GemmCase product = GemmCase.random(form, s[0], s[1], s[2], 5);
        Matrix expected = accumulate ? Matrix.random(6, s[0], s[1]) : Matrix.of(s[0], s[1], 3);
        Matrix c = expected.copy();
        product.run(scalar, accumulate, expected);
        product.run(tested, accumulate, c);
        c.assertSameBits(expected, product + (accumulate ? " accumulate" : ""));
      }
    }
  }
}
