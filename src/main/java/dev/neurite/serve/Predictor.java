package dev.neurite.serve;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.check.Operands;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.network.Snapshot;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * A frozen network: scores rows, from any thread.
 *
 * <p>Immutable, and independent of the network or file it was made of. Any number of threads may
 * call one at once; a call allocates nothing once there is scratch memory for as many calls as
 * overlap. A row gives the same bits alone and in a batch, on every backend. Memory is collected
 * with the predictor: {@link #close()} is optional; it ends warming up and makes later calls fail.
 *
 * <p>It answers from the first call on, on scalar kernels. SIMD kernels are compiled and measured
 * on a daemon thread meanwhile, and answer from when they were seen to be faster, and to give the
 * same bits: {@link #warmUp()} waits for that, {@link #report()} says what answers now.
 *
 * <p>Every {@code predict} throws {@link IllegalArgumentException} for operands of a wrong length
 * (and for NaN, if {@linkplain PredictorOptions#withoutNaN() asked to}), {@link
 * NullPointerException} for a missing one, {@link IllegalStateException} once closed.
 */
public final class Predictor implements AutoCloseable {
  static final String NAME = "predictor";

  private final int in;
  private final int out;
  private final NetworkSpec spec;
  private final float threshold;
  private final Publication publication;
  private final WarmUp warmUp;
  private final Samples samples;
  private volatile FreezeReport freezeReport; // null until somebody wants it
  private Schema schema; // final but for refreeze
  private volatile boolean closed;

  private Predictor(Snapshot network, PredictorOptions options) {
    FreezeEvent event = Events.beginFreeze();
    this.spec = network.spec();
    this.in = spec.in();
    this.out = spec.out();
    this.schema = network.schema();
    this.threshold = Classes.threshold(spec);
    Frozen frozen = Freezer.freeze(network);
    Backend backend = options.backend().checkProperties().withThreads(1);
    boolean open = backend.isAutomatic();
    Backend first = open ? backend.asScalar() : backend;
    this.samples = new Samples(in, schema.scaling().orElse(null), frozen.products());
    String reason = open ? "SIMD kernels are not measured yet" : first.report().reason();
    this.publication = new Publication(Routes.of(frozen, first, options.refusingNaN()), reason);
    if (frozen.folded()) { // else there is nothing to compare, and an answer needn't wait for it
      Frozen unfolded = Freezer.freezeUnfolded(network);
      this.freezeReport = compare(Routes.of(unfolded, first, false).row(), true);
    }
    if (event != null) {
      Events.end(event, in, out, freezeReport());
    }
    this.warmUp = new WarmUp(publication, options, open ? frozen : null, samples, new Closed());
    if (open && options.background()) {
      warmUp.startInBackground();
    }
  }

  /** For whoever works on in the background. */
  private final class Closed implements BooleanSupplier {
    @Override
    public boolean getAsBoolean() {
      return closed;
    }
  }

  private FreezeReport compare(Route unfolded, boolean folded) {
    return Comparison.of(unfolded, publication.first().row().apart(), folded, samples.rows());
  }

  /** Freezes a network as it is now. */
  public static Predictor of(Network network) {
    return of(network, PredictorOptions.DEFAULT);
  }

  /** Freezes a network as it is now, on these kernels; calls run on their own threads. */
  public static Predictor of(Network network, Backend backend) {
    return of(network, PredictorOptions.DEFAULT.withBackend(backend));
  }

  /** Freezes a network as it is now. */
  public static Predictor of(Network network, PredictorOptions options) {
    Check.notNull(NAME, "network", network);
    Check.notNull(NAME, "options", options);
    return new Predictor(network.snapshot(), options);
  }

  /** Loads a file and freezes its network: the bits of {@link #of(Network)}. Never waits. */
  public static Predictor load(Path path) {
    return load(path, PredictorOptions.DEFAULT);
  }

  /** Loads a file and freezes its network, on these kernels. */
  public static Predictor load(Path path, Backend backend) {
    return load(path, PredictorOptions.DEFAULT.withBackend(backend));
  }

  /** Loads a file and freezes its network. */
  public static Predictor load(Path path, PredictorOptions options) {
    Check.notNull(NAME, "options", options);
    LoadEvent event = Events.beginLoad();
    try (Arena arena = Arena.ofConfined()) {
      Predictor predictor = new Predictor(ModelFile.read(path, arena), options);
      Events.end(event, path);
      return predictor;
    }
  }

  /**
   * Answers on the kernels that a predictor of the same description has chosen, unless it chooses
   * or has chosen itself.
   */
  void adopt(Predictor leader) {
    if (leader != this && leader.hasChosen() && leader.isChoosing() && isLike(leader)) {
      warmUp.adopt(leader.warmUp);
    }
  }

  /** True if kernels are chosen by measurement, and not prescribed. */
  boolean isChoosing() {
    return warmUp.isChoosing();
  }

  /** True once warming up has come to its end, and wasn't cut off by closing. */
  boolean hasChosen() {
    return warmUp.isDone() && !warmUp.isCutOff();
  }

  /** Warms up on a thread of its own, unless that has begun already. */
  void warmUpInBackground() {
    warmUp.startInBackground();
  }

  boolean isClosed() {
    return closed;
  }

  /** True while a thread warms it up. */
  boolean isWarmingUp() {
    return warmUp.isBusy();
  }

  /** Waits until warming up is over, and doesn't hurry it. */
  void awaitWarm() throws InterruptedException {
    warmUp.awaitPatiently();
  }

  /** True if {@link #refreeze} can freeze this network. */
  boolean hasPlaceFor(Network network) {
    return spec.equals(network.spec())
        && schema.scaling().isPresent() == network.schema().scaling().isPresent();
  }

  /** True if this is frozen from a network of the same description. */
  boolean isLike(Predictor other) {
    return spec.equals(other.spec);
  }

  /**
   * Freezes another network into this predictor's memory: afterwards it gives the bits of a new
   * predictor of that network. Nobody may call it meanwhile or warm it up, and whoever calls it
   * next must have seen this return. The freeze report stays that of the first network.
   */
  void refreeze(Network network) {
    Frozen frozen = Freezer.freeze(network.snapshot());
    freezeReport(); // of the first network
    publication.repack(frozen);
    if (warmUp.needsWeights()) {
      warmUp.replaceWeights(frozen);
    }
    schema = network.schema();
  }

  /** The number of features. */
  public int in() {
    return in;
  }

  /** The number of outputs. */
  public int out() {
    return out;
  }

  /** Names of features and classes, and the scaling that is folded into the weights. */
  public Schema schema() {
    return schema;
  }

  /** From where on a single output stands for class 1. */
  public float threshold() {
    return threshold;
  }

  /**
   * Compares a caller's features with the model's, once, before rows are sent.
   *
   * @param names of what the caller puts at index 0, 1, …
   * @throws IllegalArgumentException that names the first difference
   * @throws IllegalStateException if the model has no names
   */
  public void requireFeatures(List<String> names) {
    FeatureNames.require(schema.featureNames(), Check.notNull(NAME, "names", names));
  }

  /** Which kernels answer single rows now, and why. */
  public Backend.Report report() {
    return publication.report();
  }

  /** What freezing did to the outputs. */
  public FreezeReport freezeReport() {
    FreezeReport report = freezeReport;
    if (report == null) { // whoever computes it gets the same
      report = compare(publication.first().row().apart(), false);
      freezeReport = report;
    }
    return report;
  }

  /**
   * Waits until the kernels that will answer are compiled, measured and chosen. The work is done
   * once, without rests; later calls return the same report.
   *
   * @throws InterruptedException if the caller was interrupted; the work goes on, if another thread
   *     does it, and is done, if it was the caller's
   * @throws IllegalStateException if closed
   */
  public WarmUpReport warmUp() throws InterruptedException {
    open();
    return warmUp.await();
  }

  /** What it has done so far. */
  public PredictorStats stats() {
    return publication.stats(warmUp.isDone());
  }

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   */
  public void predict(float[] features, float[] outputs) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", features).length);
    Check.length(NAME, "outputs", out, Check.notNull(NAME, "outputs", outputs).length);
    predict(features, 0, outputs, 0);
  }

  /** One row out of and into longer arrays. */
  public void predict(float[] features, int featuresOffset, float[] outputs, int outputsOffset) {
    Check.range(
        NAME, "features", Check.notNull(NAME, "features", features).length, featuresOffset, in);
    Check.range(
        NAME, "outputs", Check.notNull(NAME, "outputs", outputs).length, outputsOffset, out);
    open().row().row(features, featuresOffset, outputs, outputsOffset);
  }

  /** One row: the outputs in a new array. */
  public float[] predict(float[] features) {
    float[] outputs = new float[out];
    predict(features, outputs);
    return outputs;
  }

  /**
   * One row of {@code double}s, which are rounded to the nearest {@code float}.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   */
  public void predict(double[] features, double[] outputs) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", features).length);
    Check.length(NAME, "outputs", out, Check.notNull(NAME, "outputs", outputs).length);
    predict(features, 0, outputs, 0);
  }

  /** One row of {@code double}s out of and into longer arrays. */
  public void predict(double[] features, int featuresOffset, double[] outputs, int outputsOffset) {
    Check.range(
        NAME, "features", Check.notNull(NAME, "features", features).length, featuresOffset, in);
    Check.range(
        NAME, "outputs", Check.notNull(NAME, "outputs", outputs).length, outputsOffset, out);
    open().row().row(features, featuresOffset, outputs, outputsOffset);
  }

  /**
   * One row between buffers, direct or not, from their positions on, which stay where they are.
   *
   * @param features with {@code in} elements remaining
   * @param outputs with {@code out} elements remaining, overwritten
   */
  public void predict(FloatBuffer features, FloatBuffer outputs) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", features).remaining());
    Check.length(NAME, "outputs", out, Check.notNull(NAME, "outputs", outputs).remaining());
    Operands.writable(NAME, "outputs", outputs);
    open().row().row(features, outputs);
  }

  /**
   * One row between segments of memory, native or on the heap, in the byte order of the machine.
   *
   * @param features [in], 4·in bytes
   * @param outputs [out], 4·out bytes, overwritten
   */
  public void predict(MemorySegment features, MemorySegment outputs) {
    Check.length(
        NAME, "bytes of features", 4L * in, Check.notNull(NAME, "features", features).byteSize());
    Check.length(
        NAME, "bytes of outputs", 4L * out, Check.notNull(NAME, "outputs", outputs).byteSize());
    Operands.writable(NAME, "outputs", outputs);
    open().row().row(features, outputs);
  }

  /**
   * One row: the index of the largest output, or, with a single output, 1 where it reaches the
   * {@link #threshold()} of its kind (0 for a logit or margin, 0.5 for a rate); −1 if an output is
   * NaN.
   */
  public int predictClass(float[] features) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", features).length);
    return open().row().decide(features, threshold);
  }

  /**
   * One row through a model of one output: that output, a probability, logit, margin or value.
   *
   * @throws IllegalStateException if there are more outputs
   */
  public float score(float[] features) {
    Check.length(NAME, "features", in, Check.notNull(NAME, "features", features).length);
    Route route = open().row();
    if (out != 1) {
      throw new IllegalStateException(
          "predictor: a score is the one output of a model, and this one has %d; call predict"
              .formatted(out));
    }
    return route.first(features);
  }

  /**
   * Many rows, native memory to native memory.
   *
   * @param x [batch, in], rows {@code ldx} elements apart
   * @param y [batch, out], rows {@code ldy} elements apart, overwritten
   */
  public void predict(int batch, MemorySegment x, int ldx, MemorySegment y, int ldy) {
    Check.size(NAME, "batch", batch);
    Operands.matrix(NAME, "x", x, 0, batch, in, ldx);
    Operands.matrix(NAME, "y", y, 0, batch, out, ldy);
    Operands.writable(NAME, "y", y);
    open().batch().batch(batch, x, ldx, y, ldy);
  }

  /**
   * Many rows, array to array; else as {@link #predict(int, MemorySegment, int, MemorySegment,
   * int)}.
   */
  public void predict(int batch, float[] x, int ldx, float[] y, int ldy) {
    Check.size(NAME, "batch", batch);
    Operands.matrix(NAME, "x", Check.notNull(NAME, "x", x).length, batch, in, ldx);
    Operands.matrix(NAME, "y", Check.notNull(NAME, "y", y).length, batch, out, ldy);
    open().batch().batch(batch, x, ldx, y, ldy);
  }

  /** Makes later calls fail with an {@link IllegalStateException}. Optional; idempotent. */
  @Override
  public void close() {
    closed = true;
  }

  private Publication open() {
    if (closed) {
      throw new IllegalStateException("predictor: closed");
    }
    return publication;
  }

  /** Sizes and kernels: {@code Predictor[in=64, out=10, kernels=simd-256]}. */
  @Override
  public String toString() {
    return "Predictor[in=" + in + ", out=" + out + ", kernels=" + report().kernels() + "]";
  }
}
