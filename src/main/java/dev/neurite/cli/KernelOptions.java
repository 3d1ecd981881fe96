package dev.neurite.cli;

import dev.neurite.backend.Backend;
import picocli.CommandLine.Option;

/** What a command computes with, for it to mix in. */
final class KernelOptions {

  /** Which kernels to run on. */
  enum Choice {
    AUTOMATIC,
    SCALAR,
    SIMD;

    /** As it is written on the command line. */
    @Override
    public String toString() {
      return Words.of(this);
    }
  }

  @Option(names = "--threads", paramLabel = "N", description = "Threads to compute on.")
  private int threads = 1;

  @Option(
      names = "--kernels",
      paramLabel = "KIND",
      description = "Kernels to compute with: ${COMPLETION-CANDIDATES}.")
  private Choice kernels = Choice.AUTOMATIC;

  KernelOptions() {}

  /** The backend that was asked for. */
  Backend backend() {
    Backend backend =
        switch (kernels) {
          case AUTOMATIC -> Backend.automatic();
          case SCALAR -> Backend.scalar();
          case SIMD -> Backend.simd();
        };
    return backend.withThreads(threads);
  }
}
