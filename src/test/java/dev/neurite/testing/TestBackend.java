package dev.neurite.testing;

import dev.neurite.backend.Backend;

/** The backend that this run of the tests is about. */
public final class TestBackend {
  private TestBackend() {}

  /**
   * Scalar or SIMD, as {@code neurite.test.expect} says; SIMD that is not there is an error, never
   * skipped.
   */
  public static Backend expected() {
    String name = System.getProperty("neurite.test.expect", "scalar");
    return name.equals("scalar") ? Backend.scalar() : Backend.simd();
  }
}
