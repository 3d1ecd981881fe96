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
  private static final long PATIENCE = 3_000_000_000L; // ns for a kernel: C2 is late if busy
  private static final long ALL_PATIENCE = 20_000_000_000L; // a start has two minutes

  private final Kernels kernels = TestKernels.expected();
  private final AllocationMeter meter = new AllocationMeter();
  private final int windows;
  private long patience = ALL_PATIENCE;

  private WarmKernels(int windows) {
    this.windows = windows;
  }

  /**
   * Runs the kernels that {@link TestKernels#expected} gives.
   *
   * @param arguments the seed of the order of the kernels, and how many windows of 50 calls each
   *     gets at least, long rows fewer
   */
  public static void main(String[] arguments) {
    WarmKernels program = new WarmKernels(Integer.parseInt(arguments[1]));
    for (KernelCase kernelCase : cases(Long.parseLong(arguments[0]))) {
      for (int length : LENGTHS) {
        if (program.leastBytes(kernelCase, length) > 0) {
          System.out.println("boxed " + kernelCase + ", rows of " + length);
          break;
        }
      }
    }
    System.out.println("ran " + program.kernels.name());
  }

  /** The least that a window allocates before patience is at its end. */
  private long leastBytes(KernelCase kernelCase, int length) {
    try (Arena arena = Arena.ofShared()) {
      KernelCall call = kernelCase.on(Problem.of(3, 1, length), arena);
      Operand[] operands = call.operands().toArray(Operand[]::new);
      Runnable run = () -> call.body().run(kernels, operands);
      long start = System.nanoTime();
      long limit = Math.min(PATIENCE, patience);
      long waited;
      long bytes;
      do {
        bytes = meter.leastBytes(windows / (1 + length / 50), WINDOW, run);
        waited = System.nanoTime() - start;
      } while (bytes > 0 && waited < limit);
      if (bytes > 0) {
        patience -= Math.min(waited, patience);
      }
      return bytes;
    }
  }

  private static List<KernelCase> cases(long seed) {
    List<KernelCase> cases = new ArrayList<>(KernelCases.all());
    cases.removeIf(c -> c.family().equals("products"));
    Collections.shuffle(cases, new Random(seed));
    return cases;
  }
}
