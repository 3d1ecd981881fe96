package dev.neurite.bench.contest;

import dev.neurite.bench.Stopwatch;

/** How long a contest takes: thorough, or with {@code -Dquick} about two minutes. */
enum Effort {
  /** For numbers that are published. */
  THOROUGH(0.6e9, 3e9, 0.1e9, 150, 2),
  /** To see whether a change helps. */
  QUICK(0.1e9, 1.5e9, 0.03e9, 25, 1);

  /** Shorter than the time slice of a scheduler: some blocks are free of other processes. */
  private static final double BLOCK_NS = 2e6;

  private final double caseNs; // warm-up of a case, at least
  private final double processNs; // warm-up of all cases together, at least
  private final double settleNs; // before the blocks of a pass
  private final int blocks; // of a pass
  private final int starts;

  Effort(double caseNs, double processNs, double settleNs, int blocks, int starts) {
    this.caseNs = caseNs;
    this.processNs = processNs;
    this.settleNs = settleNs;
    this.blocks = blocks;
    this.starts = starts;
  }

  /** What {@code -Dquick} asks for, given anything but {@code false}. */
  static Effort chosen() {
    return System.getProperty("quick", "false").equals("false") ? THOROUGH : QUICK;
  }

  /** How one case is timed. */
  Stopwatch stopwatch() {
    return new Stopwatch(settleNs, BLOCK_NS, blocks);
  }

  /** How a limit is measured: a yardstick is worth more time. */
  Stopwatch limitStopwatch() {
    return new Stopwatch(settleNs, BLOCK_NS, 2 * blocks);
  }

  /** How long each of so many cases is warmed up: C2 needs a second or two per process. */
  double warmNs(int cases) {
    return Math.max(caseNs, processNs / Math.max(1, cases));
  }

  /** How many processes each contestant gets, one after the other in turns. */
  int starts() {
    return starts;
  }
}
