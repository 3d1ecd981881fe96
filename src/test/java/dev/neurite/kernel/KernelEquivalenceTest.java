package dev.neurite.kernel;

import dev.neurite.testing.Generators;
import dev.neurite.testing.KernelCase;
import dev.neurite.testing.KernelCases;
import dev.neurite.testing.Problem;
import dev.neurite.testing.SameBits;
import dev.neurite.testing.TestKernels;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

/**
 * The implementation under test gives the bits of the scalar kernels, writes nothing else, and
 * reads nothing but its operands: the gaps and guards around them are NaN.
 *
 * <p>Both keep their scratch memory from one problem to the next, as in a running program.
 */
@Tag("kernel")
class KernelEquivalenceTest {
  private static final String SEED = "42";

  private final Kernels scalar = TestKernels.scalar();
  private final Kernels tested = TestKernels.expected();

  @Property(tries = 1500, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void productsGiveTheSameBits(
      @ForAll("products") KernelCase kernelCase, @ForAll("problems") Problem problem) {
    SameBits.assertSame(kernelCase, problem, scalar, tested);
  }

  @Property(tries = 600, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void reductionsGiveTheSameBits(
      @ForAll("reductions") KernelCase kernelCase, @ForAll("problems") Problem problem) {
    SameBits.assertSame(kernelCase, problem, scalar, tested);
  }

  @Property(tries = 2000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void elementwiseKernelsGiveTheSameBits(
      @ForAll("elementwise") KernelCase kernelCase, @ForAll("problems") Problem problem) {
    SameBits.assertSame(kernelCase, problem, scalar, tested);
  }

  @Property(tries = 1000, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void lossesGiveTheSameBits(
      @ForAll("losses") KernelCase kernelCase, @ForAll("problems") Problem problem) {
    SameBits.assertSame(kernelCase, problem, scalar, tested);
  }

  @Property(tries = 600, seed = SEED, edgeCases = EdgeCasesMode.NONE)
  void updatesGiveTheSameBits(
      @ForAll("updates") KernelCase kernelCase, @ForAll("problems") Problem problem) {
    SameBits.assertSame(kernelCase, problem, scalar, tested);
  }

  @Provide
  Arbitrary<KernelCase> products() {
    return Generators.of(KernelCases.of("products"));
  }

  @Provide
  Arbitrary<KernelCase> reductions() {
    return Generators.of(KernelCases.of("reductions"));
  }

  @Provide
  Arbitrary<KernelCase> elementwise() {
    return Generators.of(KernelCases.of("elementwise"));
  }

  @Provide
  Arbitrary<KernelCase> losses() {
    return Generators.of(KernelCases.of("losses"));
  }

  @Provide
  Arbitrary<KernelCase> updates() {
    return Generators.of(KernelCases.of("updates"));
  }

  @Provide
  Arbitrary<Problem> problems() {
    return Generators.problems();
  }
}
