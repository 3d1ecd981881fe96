package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.Arena;

/** Runs one case on two implementations, and fails unless they did the same, bit by bit. */
public final class SameBits {

  private SameBits() {}

  /**
   * Fails unless {@code actual} leaves the bits of {@code expected} in every element of every
   * operand it may write (any NaN for a NaN), and every other element as it was.
   */
  public static void assertSame(
      KernelCase kernelCase, Problem problem, Kernels expected, Kernels actual) {
    try (Arena arena = Arena.ofShared()) {
      KernelCall reference = kernelCase.on(problem, arena);
      KernelCall tested = kernelCase.on(problem, arena);
      int[][] before = tested.operands().stream().map(Operand::bits).toArray(int[][]::new);
      String what = kernelCase + " on " + problem + ", " + tested.operands();
      run(reference, expected, what);
      run(tested, actual, what);
      for (int i = 0; i < before.length; i++) {
        compare(reference.operands().get(i), tested.operands().get(i), before[i], what, actual);
      }
    }
  }

  private static void run(KernelCall call, Kernels kernels, String what) {
    try {
      call.run(kernels);
    } catch (RuntimeException | Error e) {
      throw new AssertionError(what + ": " + kernels.name() + " failed: " + e, e);
    }
  }

  private static void compare(
      Operand reference, Operand tested, int[] before, String what, Kernels actual) {
    int[] expected = reference.bits();
    int[] got = tested.bits();
    for (int i = 0; i < got.length; i++) {
      boolean result = tested.role().written() && tested.contains(i);
      int wanted = result ? expected[i] : before[i];
      if (got[i] != wanted && !(result && bothNaN(got[i], wanted))) {
        throw new AssertionError(
            "%s%n  %s at %s: expected %s, got %s"
                .formatted(what, actual.name(), tested.place(i), text(wanted), text(got[i])));
      }
    }
  }

  private static boolean bothNaN(int a, int b) {
    return Float.isNaN(Float.intBitsToFloat(a)) && Float.isNaN(Float.intBitsToFloat(b));
  }

  private static String text(int bits) {
    return "%s (0x%08x)".formatted(Float.intBitsToFloat(bits), bits);
  }
}
