package dev.neurite.serve;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.kernel.Kernels;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A frozen network: scores rows, from any thread.
 *
 * <p>Immutable, and independent of the network or file it was made of. Any number of threads may
 * call one at once; a call allocates nothing once there is scratch memory for as many calls as
 * overlap. A row gives the same bits alone and in a batch, on every backend. Memory is collected
 * with the predictor: {@link #close()} is optional, and only makes later calls fail.
 */
public final class Predictor implements AutoCloseable {
  private static final String NAME = "predictor";
  private static final int ROWS_AT_ONCE =
      128; // enough rows for the product's tiles, small in cache

  private final FrozenPlan plan;
  private final NetworkSpec spec;
  private final Kernels packer;
  private final float threshold;
  private final FreezeReport freezeReport;
  private final Backend.Report report;
  private final ScratchPool rows;
  private final ScratchPool batches;
  private Schema schema; // final but for refreeze
  private volatile boolean closed;

  private Predictor(Network network, Backend backend) {
    Backend single = backend.withThreads(1);
    try (var engine = single.start()) {
      this.packer = engine.kernels();
      this.plan = Freezer.freeze(network, packer);
    }
    int processors = Runtime.getRuntime().availableProcessors();
    this.rows = new ScratchPool(2 * processors, () -> new Scratch(plan, single, 1));
    this.batches = new ScratchPool(processors, () -> new Scratch(plan, single, ROWS_AT_ONCE));
    this.spec = network.spec();
    this.schema = network.schema();
    this.threshold = Classes.threshold(network.spec());
    this.report = single.report();
    this.freezeReport = Comparison.of(network, this, plan.folded());
  }

  /** Freezes a network as it is now, on the best kernels there are. */
  public static Predictor of(Network network) {
    return of(network, Backend.automatic());
  }

  /** Freezes a network as it is now, on these kernels; calls run on their own threads. */
  public static Predictor of(Network network, Backend backend) {
    Check.notNull(NAME, "network", network);
    Check.notNull(NAME, "backend", backend);
    return new Predictor(network, backend);
  }

  /** Loads a file and freezes its network: the bits of {@link #of(Network)}. */
  public static Predictor load(Path path) {
    return load(path, Backend.automatic());
  }

  /** Loads a file and freezes its network, on these kernels. */
  public static Predictor load(Path path, Backend backend) {
    try (Network network = ModelFile.load(path, backend)) {
      return of(network, backend);
    }
  }

  /** True if {@link #refreeze} can freeze this network. */
  boolean hasPlaceFor(Network network) {
    return spec.equals(network.spec())
        && schema.scaling().isPresent() == network.schema().scaling().isPresent();
  }

  /**
   * Freezes another network into this predictor's memory: afterwards it gives the bits of a new
   * predictor of that network. Nobody may call it meanwhile, and whoever calls it next must have
   * seen this return. The freeze report stays that of the first network.
   */
  void refreeze(Network network) {
    Freezer.refreeze(plan, network, packer);
    schema = network.schema();
  }

  /** The number of features. */
  public int in() {
    return plan.in();
  }

  /** The number of outputs. */
  public int out() {
    return plan.out();
  }

  /** Names of features and classes, and the scaling that is folded into the weights. */
  public Schema schema() {
    return schema;
  }

  /** Which kernels run, and why. */
  public Backend.Report report() {
    return report;
  }

  /** What freezing did to the outputs. */
  public FreezeReport freezeReport() {
    return freezeReport;
  }

  /** Calls that found no free scratch memory, and made some. */
  public long scratchMisses() {
    return rows.misses() + batches.misses();
  }

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   */
  public void predict(float[] features, float[] outputs) {
    Check.length(NAME, "features", in(), Check.notNull(NAME, "features", features).length);
    Check.length(NAME, "outputs", out(), Check.notNull(NAME, "outputs", outputs).length);
    predict(features, 0, outputs, 0);
  }

  /** One row out of and into longer arrays. */
  public void predict(float[] features, int featuresOffset, float[] outputs, int outputsOffset) {
    checkRange("features", Check.notNull(NAME, "features", features).length, featuresOffset, in());
    checkRange("outputs", Check.notNull(NAME, "outputs", outputs).length, outputsOffset, out());
    checkOpen();
    Scratch scratch = rows.take();
    try {
      MemorySegment y = run(scratch, features, featuresOffset);
      MemorySegment.copy(y, JAVA_FLOAT, 0, outputs, outputsOffset, out());
    } finally {
      rows.give(scratch);
    }
  }

  /** One row: the outputs in a new array. */
  public float[] predict(float[] features) {
    float[] outputs = new float[out()];
    predict(features, outputs);
    return outputs;
  }

  /**
   * One row: the index of the largest output, or, with a single output, 1 where it reaches the
   * threshold of its kind (0 for a logit or margin, 0.5 for a rate).
   */
  public int predictClass(float[] features) {
    Check.length(NAME, "features", in(), Check.notNull(NAME, "features", features).length);
    checkOpen();
    Scratch scratch = rows.take();
    try {
      MemorySegment y = run(scratch, features, 0);
      return Classes.decide(y, 0, out(), threshold);
    } finally {
      rows.give(scratch);
    }
  }

  /**
   * Many rows, native memory to native memory.
   *
   * @param x [batch, in], rows {@code ldx} elements apart
   * @param y [batch, out], rows {@code ldy} elements apart, overwritten
   */
  public void predict(int batch, MemorySegment x, int ldx, MemorySegment y, int ldy) {
    Operands.matrix(NAME, "x", x, 0, batch, in(), ldx);
    Operands.matrix(NAME, "y", y, 0, batch, out(), ldy);
    checkOpen();
    Scratch scratch = batches.take();
    try {
      for (int from = 0; from < batch; from += scratch.rows()) {
        int count = Math.min(scratch.rows(), batch - from);
        copyRows(count, in(), x, (long) from * ldx, ldx, scratch.buffer(0), 0, in());
        plan.run(scratch, count);
        MemorySegment outputs = scratch.buffer(plan.output());
        copyRows(count, out(), outputs, 0, out(), y, (long) from * ldy, ldy);
      }
    } finally {
      batches.give(scratch);
    }
  }

  /** Makes later calls fail with an {@link IllegalStateException}. Optional; idempotent. */
  @Override
  public void close() {
    closed = true;
  }

  private MemorySegment run(Scratch scratch, float[] features, int offset) {
    MemorySegment.copy(features, offset, scratch.buffer(0), JAVA_FLOAT, 0, in());
    plan.run(scratch, 1);
    return scratch.buffer(plan.output());
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

  private static void checkRange(String name, int length, int offset, int count) {
    if (offset < 0 || offset > length - count) {
      throw new IllegalArgumentException(
          NAME
              + ": "
              + name
              + " has "
              + length
              + " elements, and "
              + count
              + " are needed from "
              + offset
              + " on");
    }
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("predictor: closed");
    }
  }

  /** Sizes and kernels: {@code Predictor[in=64, out=10, kernels=simd-256]}. */
  @Override
  public String toString() {
    return "Predictor[in=" + in() + ", out=" + out() + ", kernels=" + report.kernels() + "]";
  }
}
