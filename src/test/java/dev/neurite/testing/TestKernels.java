package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.scalar.ScalarKernels;

/**
 * The implementation this JVM is to test: system property {@code neurite.test.expect} = {@code
 * scalar}, {@code simd-128}, {@code simd-256} or {@code simd-512}, set by the build. Where it is
 * not set, {@code scalar}.
 */
public final class TestKernels {
  private static final String PROPERTY = "neurite.test.expect";
  private static final String SIMD = "dev.neurite.kernel.simd.SimdKernels";

  private TestKernels() {}

  /** The name of the implementation that was asked for. */
  public static String expectedName() {
    return System.getProperty(PROPERTY, "scalar");
  }

  /** The specification. */
  public static Kernels scalar() {
    return new ScalarKernels();
  }

  /**
   * A new instance of the implementation that was asked for. The scalar kernels touch no class of
   * the Vector API.
   *
   * @throws AssertionError if another one would run
   */
  public static Kernels expected() {
    Kernels kernels = expectedName().equals("scalar") ? scalar() : simd();
    if (!kernels.name().equals(expectedName())) {
      throw new AssertionError(
          PROPERTY + " asks for " + expectedName() + ", but what runs is " + kernels.name());
    }
    return kernels;
  }

  private static Kernels simd() {
    try {
      return (Kernels) Class.forName(SIMD).getConstructor().newInstance();
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new AssertionError(
          PROPERTY + " asks for " + expectedName() + ", but " + SIMD + " does not load: " + e, e);
    }
  }
}
