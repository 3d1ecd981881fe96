package dev.neurite.serve;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * A model whose versions are swapped while it answers.
 *
 * <p>Every call is answered by one whole version: the one that is current when the call begins.
 * Calls come from any number of threads, are lock-free, wait for no publication, and allocate
 * nothing beyond what {@link Predictor} does. Publications come from any thread, one after the
 * other, and wait for no call.
 *
 * <p>The last versions are kept for {@link #rollback()}. The memory of a version that is no longer
 * kept is used again for a later {@link #publish(Network)} of the same description, once no call is
 * inside it; so a service may publish for months without off-heap memory for the collector to free.
 * What a publication leaves on the heap is a copy of the weights, garbage at once.
 */
public final class LiveModel {
  private static final String NAME = "live model";

  private final LiveOptions options;
  private final Guard guard;
  private final Object lock = new Object(); // of everything below but what readers read
  private final Deque<Version> kept = new ArrayDeque<>(); // the latest first
  private final List<Slot> retired = new ArrayList<>();
  private Predictor pioneer; // warms up for all versions of its description
  private boolean following; // a thread waits for the pioneer
  private long goneCalls; // of slots that are no more
  private long goneRows;
  private long published;
  private long refused;
  private long rollbacks;
  private long reused;
  private volatile Version current;

  private LiveModel(Slot first, LiveOptions options) {
    this.options = options;
    this.guard = new Guard(first.predictor(), options.guardRows());
    guard.checkOutputs(first.predictor());
    this.pioneer = first.predictor();
    this.published = 1;
    this.current = Version.of(published, first);
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
    return guard.in();
  }

  /** The number of outputs. */
  public int out() {
    return guard.out();
  }

  /** The schema of the current version. */
  public Schema schema() {
    Version version = enter();
    try {
      return version.predictor().schema();
    } finally {
      version.turnBack();
    }
  }

  /** Which kernels answer single rows now, and why. */
  public Backend.Report report() {
    Version version = enter();
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
    Predictor first;
    synchronized (lock) {
      first = pioneer;
    }
    WarmUpReport report = first.warmUp();
    synchronized (lock) {
      follow();
    }
    return report;
  }

  /** The number of the current version. */
  public long version() {
    return current.number();
  }

  /**
   * One row.
   *
   * @param features [in]
   * @param outputs [out], overwritten
   * @return the number of the version that answered
   */
  public long predict(float[] features, float[] outputs) {
    Version version = enter();
    try {
      version.predictor().predict(features, outputs);
      return version.number();
    } finally {
      version.leave(1);
    }
  }

  /** One row: the outputs in a new array. */
  public float[] predict(float[] features) {
    float[] outputs = new float[out()];
    predict(features, outputs);
    return outputs;
  }

  /** One row out of and into longer arrays; else as {@link #predict(float[], float[])}. */
  public long predict(float[] features, int featuresOffset, float[] outputs, int outputsOffset) {
    Version version = enter();
    try {
      version.predictor().predict(features, featuresOffset, outputs, outputsOffset);
      return version.number();
    } finally {
      version.leave(1);
    }
  }

  /** One row of {@code double}s; else as {@link #predict(float[], float[])}. */
  public long predict(double[] features, double[] outputs) {
    Version version = enter();
    try {
      version.predictor().predict(features, outputs);
      return version.number();
    } finally {
      version.leave(1);
    }
  }

  /** One row through a model of one output, as {@link Predictor#score}. */
  public float score(float[] features) {
    Version version = enter();
    try {
      return version.predictor().score(features);
    } finally {
      version.leave(1);
    }
  }

  /** One row: its class, as {@link Predictor#predictClass} decides. */
  public int predictClass(float[] features) {
    Version version = enter();
    try {
      return version.predictor().predictClass(features);
    } finally {
      version.leave(1);
    }
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
    Version version = enter();
    try {
      version.predictor().predict(batch, x, ldx, y, ldy);
      return version.number();
    } finally {
      version.leave(batch);
    }
  }

  /** Many rows by one version, array to array; else as from memory to memory. */
  public long predict(int batch, float[] x, int ldx, float[] y, int ldy) {
    Check.size(NAME, "batch", batch);
    Version version = enter();
    try {
      version.predictor().predict(batch, x, ldx, y, ldy);
      return version.number();
    } finally {
      version.leave(batch);
    }
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
    PublishEvent event = LiveEvents.beginPublish();
    synchronized (lock) {
      checkShape(event, network.in(), network.out(), network.schema());
      long before = reused;
      Slot slot = slotFor(network);
      try {
        return publish(event, slot, reused > before);
      } catch (RuntimeException | Error e) {
        retired.add(slot);
        throw e;
      }
    }
  }

  /** Loads a file and publishes its network: as {@link #publish(Network)}. */
  public long publish(Path file) {
    try (Network network =
        ModelFile.load(file, options.predictors().backend().asScalar().withThreads(1))) {
      return publish(network);
    }
  }

  /**
   * Makes a predictor the current version. It stays the caller's: its memory is not used again, and
   * it must not be closed while it is current or kept.
   *
   * @return the number of the new version
   * @throws IllegalArgumentException as {@link #publish(Network)}
   */
  public long publish(Predictor predictor) {
    Check.notNull(NAME, "predictor", predictor);
    PublishEvent event = LiveEvents.beginPublish();
    synchronized (lock) {
      checkShape(event, predictor.in(), predictor.out(), predictor.schema());
      return publish(event, Slot.of(predictor, false), false);
    }
  }

  /**
   * Makes the version before the current one current again; the current one is not kept.
   *
   * @return the number of the version that is current now
   * @throws IllegalStateException if no earlier version is kept
   */
  public long rollback() {
    synchronized (lock) {
      if (kept.isEmpty()) {
        throw new IllegalStateException(
            NAME
                + ": no version before "
                + current.number()
                + " is kept (at most "
                + options.kept()
                + " are)");
      }
      Version bad = current;
      current = kept.removeFirst();
      retired.add(bad.slot());
      rollbacks++;
      LiveEvents.rolledBack(bad.number(), current.number());
      return current.number();
    }
  }

  /** What has been done so far. */
  public LiveStats stats() {
    synchronized (lock) {
      List<LiveStats.VersionStats> earlier = kept.stream().map(Version::stats).toList();
      long calls = goneCalls;
      long rows = goneRows;
      for (Slot slot : slots()) {
        calls += slot.readers().calls();
        rows += slot.readers().rows();
      }
      return new LiveStats(
          current.stats(), earlier, calls, rows, published, refused, rollbacks, reused);
    }
  }

  /**
   * Enters the current version: whoever does leaves it, on the same thread.
   *
   * <p>Entering is counted first, and then it is made sure that the version still is current: a
   * publisher makes another one current first, and then looks who is counted. So one of them sees
   * the other.
   */
  Version enter() {
    while (true) {
      Version version = current;
      version.slot().readers().enter();
      if (current == version) {
        return version;
      }
      version.turnBack(); // no publication, no second round
    }
  }

  private void checkShape(PublishEvent event, int in, int out, Schema schema) {
    try {
      guard.checkShape(in, out, schema);
    } catch (IllegalArgumentException e) {
      refused++;
      LiveEvents.refused(event, e.getMessage());
      throw e;
    }
  }

  private long publish(PublishEvent event, Slot slot, boolean inUsedMemory) {
    try {
      guard.checkOutputs(slot.predictor());
    } catch (IllegalArgumentException e) {
      refused++;
      LiveEvents.refused(event, e.getMessage());
      throw e;
    }
    published++;
    kept.addFirst(current);
    current = Version.of(published, slot);
    if (!slot.predictor().isLike(pioneer)
        || slot.predictor().isChoosing() && !pioneer.isChoosing()) {
      pioneer = slot.predictor();
    }
    follow();
    while (kept.size() > options.kept()) {
      retired.add(kept.removeLast().slot());
    }
    forget(old -> !old.owned());
    LiveEvents.published(event, published, inUsedMemory);
    return published;
  }

  /** The network in the memory of a retired version that nobody reads, or in new memory. */
  private Slot slotFor(Network network) {
    forget(old -> !old.predictor().hasPlaceFor(network)); // of another description than before
    for (Slot slot : retired) {
      if (slot.owned() && isFree(slot) && slot.predictor().hasPlaceFor(network)) {
        slot.predictor().refreeze(network);
        retired.remove(slot);
        reused++;
        return slot;
      }
    }
    boolean chooses = options.predictors().backend().isAutomatic();
    return Slot.of(
        pioneer.hasPlaceFor(network) && (pioneer.isChoosing() || !chooses)
            ? Predictor.like(pioneer, network, options.predictors())
            : Predictor.of(network, options.predictors()),
        true);
  }

  /** True if no call is inside, and no warming up, nor one that could begin any time. */
  private boolean isFree(Slot slot) {
    Predictor predictor = slot.predictor();
    boolean warmsUp = predictor.isWarmingUp() || predictor == pioneer && predictor.needsWarmUp();
    return !warmsUp && slot.readers().isEmpty();
  }

  /** Lets all versions answer on the kernels the pioneer chose: now, or when it has. */
  private void follow() {
    if (!pioneer.isWarm()) {
      if (pioneer.isWarmingUp() && !following) {
        following = true;
        Thread.ofPlatform().daemon().name("neurite-live-warm-up").start(this::followLater);
      }
      return;
    }
    for (Slot slot : slots()) {
      if (slot.owned()) {
        slot.predictor().adopt(pioneer);
      }
    }
  }

  private void followLater() {
    Predictor awaited;
    synchronized (lock) {
      awaited = pioneer;
    }
    try {
      awaited.awaitWarm();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the next publication sees to it
    }
    synchronized (lock) {
      following = false;
      follow();
    }
  }

  /** Drops retired slots of this kind that nobody is inside of. */
  private void forget(Predicate<Slot> kind) {
    for (Iterator<Slot> slots = retired.iterator(); slots.hasNext(); ) {
      Slot slot = slots.next();
      if (kind.test(slot) && slot.readers().isEmpty()) {
        slots.remove();
        goneCalls += slot.readers().calls();
        goneRows += slot.readers().rows();
      }
    }
  }

  /** Everything that calls have been counted in, and may still be. */
  private List<Slot> slots() {
    List<Slot> slots = new ArrayList<>(retired);
    slots.add(current.slot());
    kept.forEach(version -> slots.add(version.slot()));
    return slots;
  }
}
