package dev.neurite.cli;

import dev.neurite.data.Dataset;
import dev.neurite.data.Split;

/**
 * The rows of a training run.
 *
 * @param train that are trained on
 * @param test that are held out, or null if none are
 */
record TrainingRows(Dataset train, Dataset test) {

  static TrainingRows of(Split split) {
    return new TrainingRows(split.train(), split.test());
  }
}
