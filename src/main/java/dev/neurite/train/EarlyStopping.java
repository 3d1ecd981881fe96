package dev.neurite.train;

import dev.neurite.check.Check;

/**
 * Stops a training run whose validation loss no longer falls; the weights of the best epoch are
 * restored.
 *
 * @param patience epochs without improvement before it stops
 * @param minimumImprovement by how much the loss must fall to count, 0 or more
 */
public record EarlyStopping(int patience, float minimumImprovement) {

  /** Checks the components. */
  public EarlyStopping {
    Check.positive("earlyStopping", "patience", patience);
    Check.notNegative("earlyStopping", "minimumImprovement", minimumImprovement);
  }
}
