package dev.neurite.bench.starts;

import dev.neurite.backend.Backend;
import dev.neurite.bench.Operands;
import dev.neurite.bench.limit.FmaPeak;
import dev.neurite.kernel.Form;
import dev.neurite.kernel.Products;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * The three products of a training step, over and over: Y = X·Wᵀ, dX = dY·W, dW = dYᵀ·X. Prints
 * their speed as a share of the FMA peak, both measured by turns in this process, because the speed
 * of a shared machine swings; the best of many pairs of windows, after a warm-up.
 */
final class TrainingLoop {
  private static final double WARM_NS = 3e9;
  private static final double WINDOW_NS = 2.5e6; // shorter than the time slice of a scheduler
  private static final int WINDOWS = 400;

  private final Products products = Backend.simd().start().kernels().products();
  private final int batch;
  private final int out;
  private final int in;
  private final MemorySegment x;
  private final MemorySegment w;
  private final MemorySegment y;
  private final MemorySegment dy;
  private final MemorySegment dx;
  private final MemorySegment dw;

  private TrainingLoop(Arena arena, int batch, int out, int in) {
    this.batch = batch;
    this.out = out;
    this.in = in;
    x = Operands.normal(arena, 1, batch * in);
    w = Operands.normal(arena, 2, out * in);
    dy = Operands.normal(arena, 3, batch * out);
    y = Operands.zeros(arena, batch * out);
    dx = Operands.zeros(arena, batch * in);
    dw = Operands.zeros(arena, out * in);
  }

  /** Argument: batch, outputs and inputs, such as {@code 64x256x784}. */
  public static void main(String[] arguments) {
    int[] sizes = Operands.sizes(arguments[0]);
    try (Arena arena = Arena.ofConfined()) {
      System.out.println(new TrainingLoop(arena, sizes[0], sizes[1], sizes[2]).shareOfPeak());
    }
  }

  private double shareOfPeak() {
    FmaPeak peak = new FmaPeak();
    gflops(peak::run, FmaPeak.FLOP, WARM_NS / 10);
    double step = 3 * 2.0 * batch * out * in;
    gflops(this::step, step, WARM_NS);
    double[] peaks = new double[WINDOWS];
    double[] speeds = new double[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      peaks[i] = gflops(peak::run, FmaPeak.FLOP, WINDOW_NS / 4);
      speeds[i] = gflops(this::step, step, WINDOW_NS);
    }
    return Arrays.stream(speeds).max().orElseThrow() / Arrays.stream(peaks).max().orElseThrow();
  }

  private void step() {
    MemorySegment none = MemorySegment.NULL;
    products.dense(batch, in, out, x, 0, in, w, 0, none, 0, y, 0, out);
    products.gemm(Form.NN, batch, in, out, dy, 0, out, w, 0, in, false, dx, 0, in);
    products.gemm(Form.TN, out, in, batch, dy, 0, out, x, 0, in, false, dw, 0, in);
  }

  /** Operations per nanosecond, over a time. */
  private static double gflops(Runnable call, double flop, double ns) {
    long begin = System.nanoTime();
    long calls = 0;
    long used;
    do {
      call.run();
      calls++;
      used = System.nanoTime() - begin;
    } while (used < ns);
    return calls * flop / used;
  }
}
