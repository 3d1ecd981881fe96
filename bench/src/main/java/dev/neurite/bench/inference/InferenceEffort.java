package dev.neurite.bench.inference;

import dev.neurite.bench.Stopwatch;

/** How long the contests of prediction take: thorough, or with {@code -Dquick} a few minutes. */
enum InferenceEffort {
  /** For numbers that are published. */
  THOROUGH(3e9, 0.6e9, new Stopwatch(0.05e9, 2e6, 100), 1_000_000, 10, 10_000),
  /** To see whether a change helps. */
  QUICK(1.5e9, 0.3e9, new Stopwatch(0.02e9, 2e6, 25), 100_000, 2, 3_000);

  private final double processNs; // warm-up of all cases together, at least
  private final double caseNs; // warm-up of a case, at least
  private final Stopwatch stopwatch;
  private final int calls;
  private final int starts;
  private final int coldMs;

  InferenceEffort(
      double processNs, double caseNs, Stopwatch stopwatch, int calls, int starts, int coldMs) {
    this.processNs = processNs;
    this.caseNs = caseNs;
    this.stopwatch = stopwatch;
    this.calls = calls;
    this.starts = starts;
    this.coldMs = coldMs;
  }

  /** What {@code -Dquick} asks for, given anything but {@code false}. */
  static InferenceEffort chosen() {
    return System.getProperty("quick", "false").equals("false") ? THOROUGH : QUICK;
  }

  /** How one case is timed. */
  Stopwatch stopwatch() {
    return stopwatch;
  }

  /** How long each of so many cases is warmed up. */
  double warmNs(int cases) {
    return Math.max(caseNs, processNs / Math.max(1, cases));
  }

  /** Of how many calls percentiles are taken. */
  int calls() {
    return calls;
  }

  /** JVMs of each contestant: {@code -Dstarts}, or what this effort has. */
  int starts() {
    return Integer.getInteger("starts", starts);
  }

  /** How long a cold JVM is looked at, from its first call on. */
  int coldMs() {
    return coldMs;
  }
}
