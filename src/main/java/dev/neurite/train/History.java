package dev.neurite.train;

import dev.neurite.check.Check;
import java.util.List;

/**
 * What happened in a training run. Immutable.
 *
 * @param epochs in order; one that was cut short is not among them
 * @param bestEpoch the number of the epoch whose weights the network has now; the last one's, or
 *     those of an epoch that was cut short, where no validation says which were best
 * @param stop what ended it
 */
public record History(List<EpochResult> epochs, int bestEpoch, Stop stop) {

  /** Copies the list. */
  public History {
    epochs = List.copyOf(epochs);
    Check.notNull("history", "stop", stop);
  }

  /**
   * The last epoch.
   *
   * @throws IllegalStateException if the run was cut short in its first one
   */
  public EpochResult last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("history: no epoch was finished: the run ended as " + stop);
    }
    return epochs.getLast();
  }

  /** True if early stopping ended it. */
  public boolean stoppedEarly() {
    return stop == Stop.EARLY;
  }
}
