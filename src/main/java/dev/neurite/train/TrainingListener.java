package dev.neurite.train;

/** Is told how a training run gets on, on the thread that trains, and may end it. */
public interface TrainingListener {

  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * After each update.
   *
   * @param epoch from 1
   * @param batch from 1
   * @param batches in an epoch
   * @param loss the mean loss of the batch, before the update
   */
  default void batchDone(int epoch, int batch, int batches, double loss) {}

  /** After each epoch. */
  default void epochDone(EpochResult result) {}

  /**
   * Asked after each update: true ends the run there. The checkpoint, if there is one, is written
   * and the best weights are kept. Another thread may set what this answers from.
   */
  default boolean isCancelled() {
    return false;
  }
}
