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

  // floating-point operations; scalar kernels do 2.4·10⁹ a second, and SIMD ones are compiled for
  // the first 3 to 4 s: training on digits takes 2.8 s at 30 epochs with scalar kernels, 4.8 s at
  // 100 (with SIMD 5.5 s), 9.9 s at 200 (5.6 s); AMD EPYC, Zen 4, JDK 25.0.3, one core
  private static final double SHORT_RUN = 8e9;

  KernelOptions() {}

  /** The backend that was asked for; scalar, where none was, for work that is soon done. */
  Backend backend(double operations) {
    return isShort(operations) ? backend().asScalar() : backend();
  }

  /** Whether scalar kernels are chosen because SIMD ones would not be compiled in time. */
  boolean isShort(double operations) {
    return kernels == Choice.AUTOMATIC && operations < SHORT_RUN;
  }

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
