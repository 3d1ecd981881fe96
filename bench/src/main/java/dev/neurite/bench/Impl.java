package dev.neurite.bench;

import dev.neurite.backend.Backend;

/** The kernels a benchmark runs on. */
public enum Impl {
  /** Plain loops. */
  SCALAR(Backend.scalar()),
  /** The Vector API, or an error where it can't run: never scalar kernels under its name. */
  SIMD(Backend.simd());

  private final Backend backend;

  Impl(Backend backend) {
    this.backend = backend;
  }

  /** The choice it stands for. */
  public Backend backend() {
    return backend;
  }
}
