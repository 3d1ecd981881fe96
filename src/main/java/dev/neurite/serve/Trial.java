package dev.neurite.serve;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * Scalar kernels against SIMD kernels on calls of one kind: whichever is faster gets published.
 *
 * <p>First comes a drill, which gets the candidate compiled. It is published as soon as it wins a
 * few times in a row, which it can't before it is compiled; and withdrawn if, once neither gets
 * faster any more, it has lost after all.
 */
final class Trial {
  private static final double WIN = 0.95; // of the other's time: less isn't worth a change
  private static final double FAR = 2; // times the other's time: no compiled candidate is that slow
  private static final int WINS = 3;
  private static final int PATIENCE = 20_000; // calls until a loser is believed: C2 has come,
  private static final long COMPILING = 1_500_000_000L; // ns of work: even where it is kept waiting
  private static final long BUDGET = 6_000_000_000L; // ns of work of both

  private static final int DRILL = 1_100; // calls: HotSpot looks every 1024 of them
  private static final long DRILLING = 300_000_000L; // ns of work, at most
  private static final int SELDOM = 8; // steps: for the other while one is far behind

  private final String calls;
  private final Timing current;
  private final Timing candidate;
  private final Timing drill;
  private final Consumer<Route> publish;
  private int steps;
  private int wins;
  private boolean published;
  private boolean over;

  /**
   * A trial to be run window by window.
   *
   * @param calls what they are, in words
   * @param candidate null where there is nothing to choose, and the current kernels warm up
   * @param drill the candidate with short sums, or null
   * @param publish makes callers take this route from now on
   */
  Trial(String calls, Timing current, Timing candidate, Timing drill, Consumer<Route> publish) {
    this.calls = calls;
    this.current = current;
    this.candidate = candidate;
    this.drill = drill;
    this.publish = publish;
  }

  /** One window of each that may still get faster. */
  void step() {
    if (drilling()) {
      drill.window();
      return;
    }
    if (candidate == null || !current.settled() && (steps++ % SELDOM == 0 || !isFarBehind())) {
      current.window(); // alone, it may settle before it is warm
    }
    if (candidate == null) {
      over = current.settled() && warm() || current.worked() > BUDGET;
      return;
    }
    candidate.window();
    boolean wins = candidate.recent() < WIN * current.recent();
    this.wins = wins ? this.wins + 1 : 0;
    if (!published && this.wins >= WINS) {
      publish(candidate, true);
    }
    boolean settled = current.settled() && candidate.settled();
    boolean compiled = candidate.calls() > PATIENCE && candidate.worked() > COMPILING;
    boolean patient = published && wins || compiled;
    over = settled && patient || candidate.worked() + current.worked() > BUDGET;
    if (over && published && candidate.recent() > current.recent()) {
      publish(current, false);
    }
  }

  /**
   * False if kernels that were prescribed may be waiting for C2: vector code is faster by more than
   * this then, and between two compilations it doesn't get faster for a while.
   */
  private boolean warm() {
    boolean scalar = current.route().kernels().equals(Route.SCALAR);
    boolean compiled = current.recent() < current.first() / 10;
    return scalar || compiled || current.worked() > COMPILING;
  }

  private void publish(Timing timing, boolean candidateRuns) {
    publish.accept(timing.route());
    published = candidateRuns;
  }

  private boolean drilling() {
    return drill != null && (drill.calls() < DRILL || waitsForC2());
  }

  /** True while the drill shows no sign of compiled code; where C2 never comes, not for ever. */
  private boolean waitsForC2() {
    return drill.recent() > drill.first() / 20 && drill.worked() < DRILLING;
  }

  /** True while the candidate is so slow that it is not compiled, or not all of it. */
  boolean isFarBehind() {
    if (candidate == null || candidate.calls() == 0) {
      return drill != null && drill.calls() >= DRILL;
    }
    return candidate.recent() > FAR * current.recent();
  }

  /** Nanoseconds of a row on the current kernels by now. */
  double currentNanos() {
    return current.recent();
  }

  boolean published() {
    return published;
  }

  boolean over() {
    return over;
  }

  /** What came of it. */
  WarmUpReport.Stage result() {
    Timing chosen = published ? candidate : current;
    long all = current.calls() + (candidate == null ? 0 : candidate.calls());
    long worked = current.worked() + (candidate == null ? 0 : candidate.worked());
    return new WarmUpReport.Stage(
        calls,
        chosen.route().kernels(),
        all,
        worked / 1e6,
        current.first(),
        chosen.recent(),
        reason());
  }

  private String reason() {
    if (candidate == null) {
      return "nothing to choose";
    }
    return String.format(
        Locale.ROOT,
        "measured %s %.0f ns a row, %s %.0f",
        candidate.route().kernels(),
        candidate.recent(),
        current.route().kernels(),
        current.recent());
  }
}
