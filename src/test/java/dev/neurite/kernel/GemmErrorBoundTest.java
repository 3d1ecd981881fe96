package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/** Matrix products against a {@code double} oracle, within γₖ₊₁·(|old| + Σ|terms|). */
@Tag("kernel")
class GemmErrorBoundTest {
  private final Kernels kernels = TestKernels.expected();

  @Property(tries = 200, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void everyElementStaysWithinItsErrorBound(
      @ForAll Form form,
      @ForAll boolean accumulate,
      @ForAll @IntRange(max = 40) int m,
      @ForAll @IntRange(max = 70) int n,
      @ForAll @IntRange(max = 100) int k,
      @ForAll long seed) {
    check(form, accumulate, m, n, k, seed);
  }

  @Property(tries = 12, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void longChainsStayWithinTheirErrorBound(
      @ForAll Form form,
      @ForAll boolean accumulate,
      @ForAll @IntRange(min = 300, max = 1200) int k,
      @ForAll long seed) {
    check(form, accumulate, 9, 37, k, seed);
  }

  private void check(Form form, boolean accumulate, int m, int n, int k, long seed) {
    GemmCase product = GemmCase.random(form, m, n, k, seed);
    Matrix old = accumulate ? Matrix.random(seed + 2, m, n) : Matrix.of(m, n, 3);
    Matrix c = old.copy();
    product.run(kernels, accumulate, c);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        int row = i;
        int column = j;
        ErrorBound.assertSum(
            c.get(i, j),
            k + 1,
            accumulate ? old.get(i, j) : 0,
            k,
            p -> (double) product.left(row, p) * product.right(p, column),
            () -> product + ", element [" + row + ", " + column + "]");
      }
    }
  }
}
