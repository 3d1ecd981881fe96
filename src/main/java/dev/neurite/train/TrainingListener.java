package dev.neurite.train;

/** Is told how a training run gets on, on the thread that trains. */
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
}
