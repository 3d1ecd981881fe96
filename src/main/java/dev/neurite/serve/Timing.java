package dev.neurite.serve;

import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.LongSupplier;

/** How long a row takes on one route, measured window by window. For one thread. */
final class Timing {
  private static final long WINDOW = 300_000; // ns: far above the clock's resolution
  private static final int RECENT = 4; // windows: the best of them is what a row takes now
  private static final double BETTER = 0.97; // of the best: less is noise
  private static final long SETTLED = 100_000_000; // ns of work without getting better
  private static final int FEWEST = 40; // windows

  private final Route route;
  private final LongSupplier clock;
  private final Route own; // the same way: what is measured here is no call of anybody's
  private final int rows;
  private final float[][] samples;
  private final float[] outputs;
  private final MemorySegment x;
  private final MemorySegment y;
  private final double[] last = new double[RECENT];
  private int windows;
  private int callsPerWindow = 1;
  private long calls;
  private long worked;
  private long improved;
  private double first;
  private double best = Double.MAX_VALUE;

  /** Measures calls of so many rows each: a single one goes through arrays. */
  Timing(Route route, int rows, float[][] samples) {
    this(route, rows, samples, System::nanoTime);
  }

  /** The same by another clock, which counts nanoseconds. */
  Timing(Route route, int rows, float[][] samples, LongSupplier clock) {
    this.clock = clock;
    this.route = route;
    this.own = route.apart();
    this.rows = rows;
    this.samples = samples;
    int in = route.in();
    int out = route.out();
    this.outputs = new float[out];
    Arena arena = Arena.ofAuto();
    this.x = Tensor.allocate(arena, rows, in).segment();
    this.y = Tensor.allocate(arena, rows, out).segment();
    for (int r = 0; r < rows; r++) {
      Conversions.toMemory(samples[r % samples.length], 0, in, x, (long) r * in);
    }
  }

  /** Calls for about a third of a millisecond, or once. */
  void window() {
    long start = clock.getAsLong();
    for (int i = 0; i < callsPerWindow; i++) {
      call(i);
    }
    long nanos = clock.getAsLong() - start;
    double row = (double) nanos / callsPerWindow / rows;
    first = windows == 0 ? row : first;
    last[windows % RECENT] = row;
    windows++;
    calls += callsPerWindow;
    worked += nanos;
    if (row < BETTER * best) {
      improved = worked;
    }
    best = Math.min(best, row);
    callsPerWindow = Math.clamp(WINDOW * callsPerWindow / Math.max(1, nanos), 1, 1 << 16);
  }

  private void call(int i) {
    if (rows == 1) {
      own.row(samples[i % samples.length], 0, outputs, 0);
    } else {
      own.batch(rows, x, own.in(), y, own.out());
    }
  }

  Route route() {
    return route;
  }

  /** Nanoseconds of a row in the first window: the code was cold. */
  double first() {
    return first;
  }

  /** Nanoseconds of a row by now: the best of the last windows. */
  double recent() {
    double least = Double.MAX_VALUE;
    for (int i = 0; i < Math.min(windows, RECENT); i++) {
      least = Math.min(least, last[i]);
    }
    return least;
  }

  /** True if it hasn't got faster for a while: what there is to compile is compiled. */
  boolean settled() {
    return windows >= FEWEST && worked - improved > SETTLED;
  }

  long calls() {
    return calls;
  }

  /** Nanoseconds of all windows. */
  long worked() {
    return worked;
  }
}
