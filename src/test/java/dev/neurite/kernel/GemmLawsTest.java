package dev.neurite.kernel;

import dev.neurite.testing.TestKernels;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

/**
 * What products obey bit by bit, with no oracle: each output is one chain, whatever is beside it.
 */
@Tag("kernel")
class GemmLawsTest {
  private final Kernels kernels = TestKernels.expected();

  @Property(tries = 80, seed = "1", edgeCases = EdgeCasesMode.NONE)
  void theIdentityChangesNoBit(
      @ForAll Form form,
      @ForAll @IntRange(min = 1, max = 30) int m,
      @ForAll @IntRange(min = 1, max = 40) int n,
      @ForAll long seed) {
    GemmCase product = GemmCase.random(form, m, n, n, seed);
    Matrix expected = Matrix.of(m, n, 3);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        expected.set(i, j, product.left(i, j));
      }
    }
    for (int p = 0; p < n; p++) {
      for (int j = 0; j < n; j++) {
        product.b().set(p, j, p == j ? 1 : 0);
      }
    }
    Matrix c = Matrix.of(m, n, 3);
    product.run(kernels, false, c);
    c.assertSameBits(expected, product + " with B = I");
  }

  @Property(tries = 80, seed = "2", edgeCases = EdgeCasesMode.NONE)
  void rowsColumnsAndStepsMayBeSplitAnywhere(
      @ForAll Form form,
      @ForAll boolean accumulate,
      @ForAll @IntRange(min = 1, max = 20) int m,
      @ForAll @IntRange(min = 1, max = 50) int n,
      @ForAll @IntRange(min = 1, max = 60) int k,
      @ForAll @IntRange(max = 99) int cut,
      @ForAll long seed) {
    GemmCase product = GemmCase.random(form, m, n, k, seed);
    Matrix whole = accumulate ? Matrix.random(7, m, n) : Matrix.of(m, n, 3);
    Matrix split = whole.copy();
    product.run(kernels, accumulate, whole);
    int i = m * cut / 100;
    int j = n * cut / 100;
    int p = 1 + (k - 1) * cut / 100;
    int[][] rowParts = {{0, i}, {i, m - i}};
    int[][] columnParts = {{0, j}, {j, n - j}};
    for (int[] r : rowParts) {
      for (int[] c : columnParts) {
        Matrix target = split.from(r[0], c[0]);
        product.part(r[0], r[1], c[0], c[1], 0, p).run(kernels, accumulate, target);
        product.part(r[0], r[1], c[0], c[1], p, k - p).run(kernels, true, target);
      }
    }
    split.assertSameBits(whole, product + " split at " + i + ", " + j + ", " + p);
  }

  @Property(tries = 80, seed = "3", edgeCases = EdgeCasesMode.NONE)
  void theTransposeOfAProductIsTheProductOfTheTransposes(
      @ForAll @IntRange(max = 40) int m,
      @ForAll @IntRange(max = 40) int n,
      @ForAll @IntRange(max = 50) int k,
      @ForAll long seed) {
    GemmCase product = GemmCase.random(Form.NT, m, n, k, seed);
    GemmCase swapped = new GemmCase(Form.NT, n, m, k, product.b(), product.a());
    Matrix c = Matrix.of(m, n, 3);
    Matrix transposed = Matrix.of(n, m, 3);
    product.run(kernels, false, c);
    swapped.run(kernels, false, transposed);
    Matrix back = Matrix.of(m, n, 3);
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        back.set(i, j, transposed.get(j, i));
      }
    }
    back.assertSameBits(c, product + " transposed");
  }
}
