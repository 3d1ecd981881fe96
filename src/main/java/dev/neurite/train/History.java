package dev.neurite.train;

import java.util.List;

/**
 * What happened in a training run. Immutable.
 *
 * @param epochs in order
 * @param bestEpoch the number of the epoch whose weights the network has now
 * @param stoppedEarly true if early stopping ended it
 */
public record History(List<EpochResult> epochs, int bestEpoch, boolean stoppedEarly) {

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
  }

  /** The last epoch. */
  public EpochResult last() {
    return epochs.getLast();
  }
}
