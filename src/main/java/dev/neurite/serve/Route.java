package dev.neurite.serve;

import static dev.neurite.serve.Conversions.fromDoubles;
import static dev.neurite.serve.Conversions.fromMemory;
import static dev.neurite.serve.Conversions.toDoubles;
import static dev.neurite.serve.Conversions.toMemory;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.network.Classes;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;

/**
 * A plan on one set of kernels, with scratch memory for its calls. Any number of threads may use
 * one at once.
 *
 * <p>A call takes scratch memory, computes, and gives the scratch memory back. A row goes from
 * array to array; a batch is copied into the first buffer, and its outputs out of the last one.
 * Operands have been checked.
 */
final class Route {
  /** The name of the scalar kernels. */
  static final String SCALAR = "scalar";

  private final FrozenPlan plan;
  private final boolean refusingNaN;
  private final ScratchSource source;
  private final ScratchPool pool;
  private final String kernels;

  /**
   * A way through a plan.
   *
   * @param plan packed by kernels of the backend
   * @param backend whose kernels run, on the caller's thread
   * @param rows at once, at most
   * @param slots of scratch memory that are kept
   */
  Route(FrozenPlan plan, Backend backend, boolean refusingNaN, int rows, int slots) {
    this(plan, refusingNaN, slots, new ScratchSource(plan, backend, rows, true, new Watch()));
  }

  private Route(FrozenPlan plan, boolean refusingNaN, int slots, ScratchSource source) {
    this.plan = plan;
    this.refusingNaN = refusingNaN;
    this.source = source;
    Scratch first = source.get();
    this.kernels = first.kernels().name();
    this.pool = new ScratchPool(slots, first, source);
  }

  /** The same way with scratch memory and counts of its own: for calls that nobody else makes. */
  Route apart() {
    return new Route(plan, refusingNaN, 1, source.apart());
  }

  /** Packs other weights into the memory of the plan; nobody may be inside. */
  void repack(Frozen frozen) {
    frozen.repack(pool.first().kernels(), plan);
  }

  int in() {
    return plan.in();
  }

  int out() {
    return plan.out();
  }

  /** The name of the kernels: {@code scalar}, or {@code simd-256}. */
  String kernels() {
    return kernels;
  }

  /** Of the callers' calls. */
  Watch watch() {
    return source.watch();
  }

  long scratchMisses() {
    return pool.misses();
  }

  /** Calls that have begun. */
  long calls() {
    return pool.calls();
  }

  /** Rows of these calls. */
  long rows() {
    return pool.rows();
  }

  private MemorySegment input(Scratch scratch) {
    return scratch.buffer(0);
  }

  /** Computes so many rows, of which the first has this number in the call. */
  private MemorySegment run(Scratch scratch, int first, int batch) {
    if (refusingNaN) {
      refuseNaN(scratch, first, batch);
    }
    plan.run(scratch, batch);
    return scratch.buffer(plan.output());
  }

  private void refuseNaN(Scratch scratch, int first, int batch) {
    MemorySegment x = input(scratch);
    int in = plan.in();
    for (int i = 0; i < batch * in; i++) {
      if (Float.isNaN(x.getAtIndex(JAVA_FLOAT, i))) {
        throw nan(first + i / in, i % in);
      }
    }
  }

  private static IllegalArgumentException nan(int row, int feature) {
    return new IllegalArgumentException(
        "predictor: feature %d of row %d is NaN, and this predictor refuses NaN"
            .formatted(feature, row));
  }

  /** One row, array to array. */
  void row(float[] features, int featuresOffset, float[] outputs, int outputsOffset) {
    Scratch scratch = pool.take(1);
    try {
      run(scratch, features, featuresOffset, outputs, outputsOffset);
    } finally {
      pool.give(scratch);
    }
  }

  /** One row of {@code double}s, array to array. */
  void row(double[] features, int featuresOffset, double[] outputs, int outputsOffset) {
    Scratch scratch = pool.take(1);
    try {
      fromDoubles(features, featuresOffset, scratch.features());
      run(scratch);
      toDoubles(scratch.outputs(), outputs, outputsOffset);
    } finally {
      pool.give(scratch);
    }
  }

  /** One row, buffer to buffer, from their positions on. */
  void row(FloatBuffer features, FloatBuffer outputs) {
    Scratch scratch = pool.take(1);
    try {
      features.get(features.position(), scratch.features());
      run(scratch);
      outputs.put(outputs.position(), scratch.outputs());
    } finally {
      pool.give(scratch);
    }
  }

  /** One row, memory to memory. */
  void row(MemorySegment features, MemorySegment outputs) {
    Scratch scratch = pool.take(1);
    try {
      fromMemory(features, scratch.features());
      run(scratch);
      toMemory(scratch.outputs(), outputs);
    } finally {
      pool.give(scratch);
    }
  }

  /** The class of one row, as {@link Classes#decide} decides. */
  int decide(float[] features, float threshold) {
    Scratch scratch = pool.take(1);
    try {
      run(scratch, features, 0, scratch.outputs(), 0);
      return Classes.decide(scratch.outputs(), threshold);
    } finally {
      pool.give(scratch);
    }
  }

  /** The first output of one row. */
  float first(float[] features) {
    Scratch scratch = pool.take(1);
    try {
      run(scratch, features, 0, scratch.outputs(), 0);
      return scratch.outputs()[0];
    } finally {
      pool.give(scratch);
    }
  }

  private void run(Scratch scratch) {
    run(scratch, scratch.features(), 0, scratch.outputs(), 0);
  }

  private void run(Scratch scratch, float[] x, int xOffset, float[] y, int yOffset) {
    if (refusingNaN) {
      for (int i = 0; i < plan.in(); i++) {
        if (Float.isNaN(x[xOffset + i])) {
          throw nan(0, i);
        }
      }
    }
    scratch.row().run(x, xOffset, y, yOffset);
  }

  /** Many rows, memory to memory, as many at once as there is room for. */
  void batch(int batch, MemorySegment x, int ldx, MemorySegment y, int ldy) {
    int in = plan.in();
    int out = plan.out();
    Scratch scratch = pool.take(batch);
    try {
      for (int from = 0; from < batch; from += scratch.rows()) {
        int count = Math.min(scratch.rows(), batch - from);
        copyRows(count, in, x, (long) from * ldx, ldx, input(scratch), 0, in);
        copyRows(count, out, run(scratch, from, count), 0, out, y, (long) from * ldy, ldy);
      }
    } finally {
      pool.give(scratch);
    }
  }

  /** Many rows, array to array. */
  void batch(int batch, float[] x, int ldx, float[] y, int ldy) {
    int in = plan.in();
    int out = plan.out();
    Scratch scratch = pool.take(batch);
    try {
      for (int from = 0; from < batch; from += scratch.rows()) {
        int count = Math.min(scratch.rows(), batch - from);
        for (int r = 0; r < count; r++) {
          toMemory(x, (from + r) * ldx, in, input(scratch), (long) r * in);
        }
        MemorySegment outputs = run(scratch, from, count);
        for (int r = 0; r < count; r++) {
          fromMemory(outputs, (long) r * out, out, y, (from + r) * ldy);
        }
      }
    } finally {
      pool.give(scratch);
    }
  }

  private static void copyRows(
      int rows,
      int columns,
      MemorySegment from,
      long fromOffset,
      int fromLd,
      MemorySegment to,
      long toOffset,
      int toLd) {
    for (long r = 0; r < rows; r++) {
      MemorySegment.copy(
          from, 4 * (fromOffset + r * fromLd), to, 4 * (toOffset + r * toLd), 4L * columns);
    }
  }
}
