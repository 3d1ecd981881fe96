package dev.neurite.testing;

import dev.neurite.kernel.Kernels;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A program that calls every kernel of elements and rows until it allocates nothing, and prints
 * those that have not come so far: for tests that watch a JVM start.
 */
public final class WarmKernels {
  private static final int[] LENGTHS = {1, 10, 17, 1000};
  private static final int WINDOW = 50;

  private WarmKernels() {}

  /**
   * Runs the kernels that {@link TestKernels#expected} gives.
   *
   * @param arguments the seed of the order of the kernels, and how many windows of 50 calls each
   *     gets at most, long rows fewer
   */
  public static void main(String[] arguments) {
    int windows = Integer.parseInt(arguments[1]);
    Kernels kernels = TestKernels.expected();
    AllocationMeter meter = new AllocationMeter();
    for (KernelCase kernelCase : cases(Long.parseLong(arguments[0]))) {
      for (int length : LENGTHS) {
        try (Arena arena = Arena.ofShared()) {
          KernelCall call = kernelCase.on(Problem.of(3, 1, length), arena);
          Operand[] operands = call.operands().toArray(Operand[]::new);
          Runnable run = () -> call.body().run(kernels, operands);
          long bytes = meter.leastBytes(windows / (1 + length / 50), WINDOW, run);
          if (bytes > 0) {
            System.out.println("boxed " + kernelCase + ", rows of " + length + ": " + bytes);
          }
        }
      }
    }
    System.out.println("ran " + kernels.name());
  }

  private static List<KernelCase> cases(long seed) {
    List<KernelCase> cases = new ArrayList<>(KernelCases.all());
    cases.removeIf(c -> c.family().equals("products"));
    Collections.shuffle(cases, new Random(seed));
    return cases;
  }
}
