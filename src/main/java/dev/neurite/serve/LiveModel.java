package dev.neurite.serve;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;

/**
 * A model whose versions are swapped while it answers.
 *
 * <p>Every call is answered by one whole version: the one that is current when the call begins.
 * Calls come from any number of threads, are lock-free, wait for no publication, and allocate
 * nothing beyond what {@link Predictor} does; one that fails is not counted. Publications come from
 * any thread, one after the other, and wait for no call.
 *
 * <p>The last versions are kept for {@link #rollback()}. The memory of a version that is no longer
 * kept is used again for a later {@link #publish(Network)} of the same description, once no call is
 * inside it; so a service may publish for months without off-heap memory for the collector to free.
 * What a publication leaves on the heap is a copy of the weights, garbage at once.
 */
public final class LiveModel {
  private static final String NAME = "live model";

  private final Versions versions;
  private final int in;
  private final int out;

  private LiveModel(Slot first, LiveOptions options) {
    this.versions = new Versions(first, options);
    this.in = first.predictor().in();
    this.out = first.predictor().out();
  }

  /** A model whose first version is this network as it is now. */
  public static LiveModel of(Network first) {
    return of(first, LiveOptions.DEFAULT);
  }

  /** A model whose first version is this network as it is now. */
  public static LiveModel of(Network first, LiveOptions options) {
    Check.notNull(NAME, "options", options);
    return new LiveModel(Slot.of(Predictor.of(first, options.predictors()), true), options);
  }

  /** A model whose first version is this predictor. */
  public static LiveModel of(Predictor first) {
    return of(first, LiveOptions.DEFAULT);
  }

  /** A model whose first version is this predictor. */
  public static LiveModel of(Predictor first, LiveOptions options) {
    Check.notNull(NAME, "first", first);
    return new LiveModel(Slot.of(first, false), Check.notNull(NAME, "options", options));
  }

  /** The number of features. */
  public int in() {
    return in;
  }

  /** The number of outputs. */
  public int out() {
    return out;
  }

  /** The schema of the current version. */
  public Schema schema() {
    return versions.schema();
  }

  /** Which kernels answer single rows now, and why. */
  public Backend.Report report() {
    Version version = versions.enter();
    try {
      return version.predictor().report();
    } finally {
      version.turnBack();
    }
  }

  /**
   * Waits until the kernels that will answer are compiled, measured and chosen: once for all
   * versions of one description. Versions that are published later answer on them at once.
   *
   * @throws InterruptedException as {@link Predictor#warmUp()}
   */
  public WarmUpReport warmUp() throws InterruptedException {
    return versions.warmUp();
  }

  /** The number of the current version. */
  public long version() {
    return versions.current().number();
  }

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   * @return the number of the version that answered
   */
  public long predict(float[] features, float[] outputs) {
    Version version = versions.enter();
    try {
      version.predictor().predict(features, outputs);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    return version.leave(1);
  }

  /** One row: the outputs in a new array. */
  public float[] predict(float[] features) {
    float[] outputs = new float[out];
    predict(features, outputs);
    return outputs;
  }

  /** One row out of and into longer arrays; else as {@link #predict(float[], float[])}. */
  public long predict(float[] features, int featuresOffset, float[] outputs, int outputsOffset) {
    Version version = versions.enter();
    try {
      version.predictor().predict(features, featuresOffset, outputs, outputsOffset);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    return version.leave(1);
  }

  /** One row of {@code double}s; else as {@link #predict(float[], float[])}. */
  public long predict(double[] features, double[] outputs) {
    Version version = versions.enter();
    try {
      version.predictor().predict(features, outputs);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    return version.leave(1);
  }

  /** One row through a model of one output, as {@link Predictor#score}. */
  public float score(float[] features) {
    Version version = versions.enter();
    float answer;
    try {
      answer = version.predictor().score(features);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    version.leave(1);
    return answer;
  }

  /** One row: its class, as {@link Predictor#predictClass} decides. */
  public int predictClass(float[] features) {
    Version version = versions.enter();
    int answer;
    try {
      answer = version.predictor().predictClass(features);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    version.leave(1);
    return answer;
  }

  /**
   * Many rows by one version, native memory to native memory.
   *
   * @param x [batch, in], rows {@code ldx} elements apart
   * @param y [batch, out], rows {@code ldy} elements apart, overwritten
   * @return the number of the version that answered
   */
  public long predict(int batch, MemorySegment x, int ldx, MemorySegment y, int ldy) {
    Check.size(NAME, "batch", batch);
    Version version = versions.enter();
    try {
      version.predictor().predict(batch, x, ldx, y, ldy);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    return version.leave(batch);
  }

  /** Many rows by one version, array to array; else as from memory to memory. */
  public long predict(int batch, float[] x, int ldx, float[] y, int ldy) {
    Check.size(NAME, "batch", batch);
    Version version = versions.enter();
    try {
      version.predictor().predict(batch, x, ldx, y, ldy);
    } catch (RuntimeException | Error e) {
      version.turnBack();
      throw e;
    }
    return version.leave(batch);
  }

  /**
   * Makes a network, as it is now, the current version; it may be trained or closed afterwards.
   *
   * @return the number of the new version
   * @throws IllegalArgumentException if its sizes, feature names or labels are not those of the
   *     first version, or if it answers NaN on a guard row; then nothing has changed
   */
  public long publish(Network network) {
    Check.notNull(NAME, "network", network);
    return versions.publish(network);
  }

  /** Loads a file and publishes its network: as {@link #publish(Network)}. */
  public long publish(Path file) {
    Check.notNull(NAME, "file", file);
    try (Network network = versions.load(file)) {
      return publish(network);
    }
  }

  /**
   * Makes a predictor the current version. It stays the caller's: its memory is not used again, and
   * it must not be closed while it is current or kept.
   *
   * @return the number of the new version
   * @throws IllegalArgumentException as {@link #publish(Network)}
   * @throws IllegalStateException if it is closed
   */
  public long publish(Predictor predictor) {
    Check.notNull(NAME, "predictor", predictor);
    return versions.publish(predictor);
  }

  /**
   * Makes the version before the current one current again; the current one is not kept.
   *
   * @return the number of the version that is current now
   * @throws IllegalStateException if no earlier version is kept
   */
  public long rollback() {
    return versions.rollback();
  }

  /** What has been done so far. */
  public LiveStats stats() {
    return versions.stats();
  }

  /** For calls that are none of a service's. */
  Versions versions() {
    return versions;
  }
}
