package dev.neurite.bench.contest;

import java.util.Optional;

/** One implementation of the cases: ours, or a rival's. */
public interface Contestant {

  /**
   * The call that is timed, or nothing if this contestant doesn't have the case. What a program
   * would do once per shape belongs here; what it would do once per call, such as a transposition,
   * belongs in the call.
   */
  Optional<Runnable> prepare(Problem problem);

  /** True if it reads and writes the arrays of a problem, not the memory off the heap. */
  default boolean onHeap() {
    return false;
  }
}
