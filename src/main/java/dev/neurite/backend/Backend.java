package dev.neurite.backend;

import dev.neurite.check.Check;
import java.util.Optional;

/**
 * A choice of kernels. Immutable; any thread may use one, any number of times.
 *
 * <p>The choice changes how fast an answer comes, never the answer: all kernels give the same bits,
 * with any number of threads.
 */
public final class Backend {

  /**
   * What runs, and why.
   *
   * @param kernels the name of the kernels: {@code scalar}, or {@code simd-256}
   * @param threads the number of threads, the caller included
   * @param reason one sentence
   */
  public record Report(String kernels, int threads, String reason) {
    @Override
    public String toString() {
      return kernels + ", " + threads + (threads == 1 ? " thread: " : " threads: ") + reason;
    }
  }

  enum Preference {
    AUTOMATIC,
    SCALAR,
    SIMD
  }

  private final Preference preference;
  private final int threads;
  private final boolean slowFma;

  private Backend(Preference preference, int threads, boolean slowFma) {
    this.preference = preference;
    this.threads = threads;
    this.slowFma = slowFma;
  }

  /** SIMD kernels where they can run, scalar ones elsewhere; one thread. */
  public static Backend automatic() {
    return new Backend(Preference.AUTOMATIC, 1, false);
  }

  /** Scalar kernels; one thread. */
  public static Backend scalar() {
    return new Backend(Preference.SCALAR, 1, false);
  }

  /** SIMD kernels, or an error from {@link #start} that says what is missing; one thread. */
  public static Backend simd() {
    return new Backend(Preference.SIMD, 1, false);
  }

  /** The same kernels on this many threads, the caller included. */
  public Backend withThreads(int number) {
    return new Backend(preference, Check.positive("backend", "threads", number), slowFma);
  }

  /** The same threads on scalar kernels. */
  public Backend asScalar() {
    return new Backend(Preference.SCALAR, threads, slowFma);
  }

  /** True if the kernels are not prescribed. */
  public boolean isAutomatic() {
    return preference == Preference.AUTOMATIC;
  }

  /**
   * Refuses system properties whose value means nothing, unless scalar kernels are prescribed;
   * loads none.
   *
   * @return this
   * @throws IllegalArgumentException that has the property, its value and the known ones
   */
  public Backend checkProperties() {
    if (preference != Preference.SCALAR) {
      Gate.checkProperties();
    }
    return this;
  }

  /** Also where the CPU has no fused multiply–add, and every operation takes a microsecond. */
  public Backend allowingSlowFma() {
    return new Backend(preference, threads, true);
  }

  /**
   * What {@link #start} would run here, and why.
   *
   * @throws IllegalStateException if SIMD was asked for and can't run here
   */
  public Report report() {
    Optional<String> refusal = refusal();
    return refusal.isPresent()
        ? new Report("scalar", threads, refusal.get())
        : new Report(Gate.newSimdKernels().name(), threads, Gate.OPEN);
  }

  /**
   * Makes live kernels; whoever calls this closes them.
   *
   * @throws IllegalStateException if SIMD was asked for and can't run here, or if there is no fused
   *     multiply–add and {@link #allowingSlowFma} wasn't said
   */
  public Engine start() {
    if (!slowFma && !Gate.hasFastFma()) {
      throw new IllegalStateException(
          "backend: this CPU or JVM has no fused multiply-add, and Math.fma is thousands of times"
              + " slower without it; Backend.allowingSlowFma() runs all the same");
    }
    Optional<String> refusal = refusal();
    return refusal.isPresent()
        ? Engine.scalar(threads, refusal.get())
        : Engine.simd(threads, Gate.OPEN);
  }

  /** Why scalar kernels run; refuses to run them where SIMD was asked for. */
  private Optional<String> refusal() {
    Optional<String> refusal = Gate.refusal(preference);
    if (preference == Preference.SIMD && refusal.isPresent()) {
      throw new IllegalStateException("backend: SIMD kernels can't run here: " + refusal.get());
    }
    return refusal;
  }
}
