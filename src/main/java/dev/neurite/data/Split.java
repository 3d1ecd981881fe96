package dev.neurite.data;

import dev.neurite.check.Check;

/**
 * A data set in two disjoint parts.
 *
 * @param train to learn from
 * @param test held out
 */
public record Split(Dataset train, Dataset test) {
  /** Checks that both are there. */
  public Split {
    Check.notNull("split", "train", train);
    Check.notNull("split", "test", test);
  }
}
