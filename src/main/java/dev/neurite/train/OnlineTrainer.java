package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.check.Check;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Trains a network on rows that come one after the other: the caller fills a batch, and steps.
 *
 * <p>A step is that of {@link Trainer}: the same rows in the same batches give the same bits.
 * Nothing is allocated per step. Not thread-safe; the network is used by this trainer alone until
 * {@link #close()}, which ends the trainer's memory and not the network.
 */
public final class OnlineTrainer implements AutoCloseable {
  private static final String NAME = "online trainer";

  private final Network network;
  private final Loss loss;
  private final Arena arena = Arena.ofShared();
  private final Batch batch;
  private final Descent descent;
  private final MemorySegment unused;
  private final float[] losses;
  private final int capacity;
  private final int columns;

  private OnlineTrainer(Network network, Objective objective, Optimiser optimiser, int capacity) {
    this.network = network;
    this.loss = objective.loss();
    this.capacity = capacity;
    this.columns = loss.targetColumns(network.out());
    this.batch = new Batch(arena, network.in(), columns, capacity);
    this.unused = Tensor.allocate(arena, capacity, network.out()).segment();
    this.losses = new float[capacity];
    this.descent = new Descent(arena, network, objective, optimiser, Limits.NONE, 0);
  }

  /**
   * A trainer of this network, whose parameters it takes as they are.
   *
   * @param batch the most rows of a step
   * @throws IllegalArgumentException if the loss applies what the network's last layer does already
   */
  public static OnlineTrainer of(
      Network network, Objective objective, Optimiser optimiser, int batch) {
    Check.notNull(NAME, "network", network);
    Check.notNull(NAME, "objective", objective);
    Check.notNull(NAME, "optimiser", optimiser);
    Check.positive(NAME, "batch", batch);
    DataCheck.refuseDoubleActivation(NAME, network, objective.loss());
    return new OnlineTrainer(network, objective, optimiser, batch);
  }

  /** The most rows of a step. */
  public int capacity() {
    return capacity;
  }

  /** The number of targets of a row. */
  public int targetColumns() {
    return columns;
  }

  /**
   * Makes rows, all of weight 1, the batch.
   *
   * @param rows 1 to {@link #capacity()}
   * @param features [rows, in] or longer, raw
   * @param targets [rows, {@link #targetColumns()}] or longer; the loss must have a value for them
   */
  public void load(int rows, float[] features, float[] targets) {
    if (rows < 1 || rows > capacity) {
      throw new IllegalArgumentException(
          NAME + ": rows must be in [1, " + capacity + "], got " + rows);
    }
    checkLength("features", rows * network.in(), Check.notNull(NAME, "features", features));
    checkLength("targets", rows * columns, Check.notNull(NAME, "targets", targets));
    batch.load(rows, features, targets);
  }

  /**
   * One update by the batch.
   *
   * @return its mean loss before the update
   * @throws TrainingException if that is not a finite number; the parameters stay as they were
   */
  public double step() {
    checkLoaded();
    double mean = descent.gradients(batch, descent.forward(batch));
    MemorySegment.copy(batch.losses, JAVA_FLOAT, 0, losses, 0, batch.size);
    if (!Double.isFinite(mean)) {
      throw new TrainingException(
          "training: the loss is "
              + mean
              + " in step "
              + descent.step()
              + "; lower the learning rate or scale the features");
    }
    descent.update(1);
    return mean;
  }

  /** The features of the batch, [rows, in], to be read: as {@link #load} left them. */
  public MemorySegment features() {
    return batch.x;
  }

  /** The loss of each row of the last {@link #step} or {@link #evaluate}, overwritten by both. */
  public float[] losses() {
    return losses;
  }

  /**
   * The losses of other outputs for the batch: of another version of the network.
   *
   * @param z [rows, out], contiguous
   * @return their mean
   */
  public double evaluate(MemorySegment z) {
    checkLoaded();
    double mean = Evaluation.lossOf(network, loss, batch, z, unused);
    MemorySegment.copy(batch.losses, JAVA_FLOAT, 0, losses, 0, batch.size);
    return mean;
  }

  /** The number of updates so far. */
  public long steps() {
    return descent.state().steps();
  }

  /** Ends the trainer's memory. The network stays open. */
  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private void checkLoaded() {
    if (batch.size == 0) {
      throw new IllegalStateException(NAME + ": no rows; load some first");
    }
  }

  private static void checkLength(String what, int atLeast, float[] array) {
    if (array.length < atLeast) {
      throw new IllegalArgumentException(
          NAME + ": " + what + " must have " + atLeast + " elements or more, got " + array.length);
    }
  }
}
