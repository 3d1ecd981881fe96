package dev.neurite.parallel;

/** Work on a range that can be split anywhere. */
@FunctionalInterface
public interface RangeTask {

  /**
   * Does the part [from, to), which is not empty.
   *
   * @param thread the number of the thread in the pool, 0 for the caller: no two parts of one run
   *     share it, so it can choose scratch memory
   */
  void run(int thread, int from, int to);
}
