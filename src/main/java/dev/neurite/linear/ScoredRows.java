package dev.neurite.linear;

import dev.neurite.check.Check;

/** Checks what a calibration is fitted to. */
final class ScoredRows {
  private ScoredRows() {}

  /** Refuses scores that are not finite, classes other than 0 and 1, and rows of one class. */
  static void check(String operation, float[] scores, int[] classes) {
    Check.notNull(operation, "scores", scores);
    Check.notNull(operation, "classes", classes);
    Check.length(operation, "classes", scores.length, classes.length);
    int ones = 0;
    for (int i = 0; i < scores.length; i++) {
      Check.finite(operation, "score " + i, scores[i]);
      if (classes[i] != 0 && classes[i] != 1) {
        throw new IllegalArgumentException(
            operation + ": classes must be 0 or 1, row " + i + " has " + classes[i]);
      }
      ones += classes[i];
    }
    if (ones == 0 || ones == scores.length) {
      throw new IllegalArgumentException(
          operation
              + ": needs rows of both classes, got "
              + ones
              + " of class 1 in "
              + scores.length);
    }
  }
}
