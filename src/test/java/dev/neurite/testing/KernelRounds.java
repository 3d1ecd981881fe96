package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.Arena;
import java.util.List;

/** A program that runs every case of every kernel many times: for tests that watch a JVM start. */
public final class KernelRounds {
  private static final List<Problem> PROBLEMS = List.of(Problem.of(19, 75, 41), Problem.of(9, 13, 70));

  private KernelRounds() {}

  /**
   * Runs the kernels that {@link TestKernels#expected} gives.
   *
   * @param arguments how often each case is run
   */
  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    Kernels kernels = TestKernels.expected();
    for (KernelCase kernelCase : KernelCases.all()) {
      for (Problem problem : PROBLEMS) {
        try (Arena arena = Arena.ofShared()) {
          KernelCall call = kernelCase.on(problem, arena);
          for (int i = 0; i < rounds; i++) {
            call.run(kernels);
          }
        }
      }
    }
    System.out.println("ran " + kernels.name());
  }
}
