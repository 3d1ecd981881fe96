package dev.neurite.serve;

import dev.neurite.check.Check;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Optimiser;
import dev.neurite.train.Objective;
import dev.neurite.train.TrainingException;
import java.util.Optional;

/**
 * Learns from labelled rows while a {@link LiveModel} answers: takes rows from any thread, trains
 * on a thread of its own, and publishes what it has learned.
 *
 * <p>Set what differs from the defaults, then {@link #start()}. Defaults: {@link Adam} with η =
 * 10⁻³, no L2, batches of 32, a queue of 4,096 rows, a version every 1,000 rows unless it is worse
 * on the last 1,000.
 *
 * <p>Rows may be offered from any thread once started, and none is ever trained on in the caller's.
 * The network belongs to the trainer until {@link #close()}; whoever made it closes it afterwards.
 * What goes wrong in training (a loss that is no number, a version the live model refuses) ends
 * training and publishing, is kept, and is reported by {@link #stats()} and {@link #close()}; the
 * live model goes on answering with its last version.
 */
public final class LiveTrainer implements AutoCloseable {
  private static final String NAME = "live trainer";

  private final LiveModel live;
  private final Network network;
  private final Loss loss;
  private Optimiser optimiser = new Adam(1e-3f);
  private float l2;
  private int batch = 32;
  private int capacity = 4096;
  private PublishPolicy policy = PublishPolicy.everyRows(1000).unlessWorseOn(1000);
  private volatile LiveTraining training; // null until started
  private volatile Thread thread;

  private LiveTrainer(LiveModel live, Network network, Loss loss) {
    this.live = live;
    this.network = network;
    this.loss = loss;
  }

  /**
   * A trainer of this network, whose parameters it takes as they are.
   *
   * @param live gets the versions
   * @throws IllegalArgumentException if the network is of other sizes than the model, or has other
   *     names of features or classes
   */
  public static LiveTrainer of(LiveModel live, Network network, Loss loss) {
    Check.notNull(NAME, "live", live);
    Check.notNull(NAME, "network", network);
    Check.notNull(NAME, "loss", loss);
    if (network.in() != live.in() || network.out() != live.out()) {
      throw new IllegalArgumentException(
          "%s: the model has %d features and %d outputs, the network %d and %d"
              .formatted(NAME, live.in(), live.out(), network.in(), network.out()));
    }
    live.versions().guard().checkShape(network.in(), network.out(), network.schema());
    return new LiveTrainer(live, network, loss);
  }

  /** How weights are stepped. */
  public LiveTrainer optimiser(Optimiser optimiser) {
    checkNotStarted();
    this.optimiser = Check.notNull(NAME, "optimiser", optimiser);
    return this;
  }

  /** λ: λ‖w‖² is added to the loss, without the biases; old rows are forgotten the faster. */
  public LiveTrainer l2(float lambda) {
    checkNotStarted();
    this.l2 = Check.notNegative(NAME, "l2", lambda);
    return this;
  }

  /** Rows per step; fewer if so few come within a tenth of a second. */
  public LiveTrainer batch(int rows) {
    checkNotStarted();
    this.batch = Check.positive(NAME, "batch", rows);
    return this;
  }

  /** The most rows that wait to be trained on. */
  public LiveTrainer queue(int rows) {
    checkNotStarted();
    this.capacity = Check.positive(NAME, "queue", rows);
    return this;
  }

  /** When versions are published. */
  public LiveTrainer publish(PublishPolicy policy) {
    checkNotStarted();
    this.policy = Check.notNull(NAME, "policy", policy);
    return this;
  }

  /** Starts the training thread, a daemon; returns this trainer. Once only. */
  public synchronized LiveTrainer start() {
    checkNotStarted();
    Objective objective = new Objective(loss, l2, false);
    RowQueue queue = new RowQueue(capacity, network.in(), network.out(), loss);
    LiveTraining task = new LiveTraining(live, network, objective, optimiser, batch, queue, policy);
    thread = Thread.ofPlatform().daemon().name("neurite-live-trainer").start(task);
    training = task;
    return this;
  }

  /**
   * Takes a row to train on, if there is place for it; never waits.
   *
   * @param features [in], raw; copied
   * @param targets as the loss wants them: the index of the class, or one number for each output
   * @return false if the queue is full, or training has ended
   * @throws IllegalArgumentException if a length is wrong, a number not finite, or the loss has no
   *     value for the targets
   */
  public boolean offer(float[] features, float... targets) {
    return started().queue().offer(features, targets);
  }

  /**
   * As {@link #offer}, but waits for a place in the queue.
   *
   * @return false if training has ended
   */
  public boolean put(float[] features, float... targets) throws InterruptedException {
    return started().queue().put(features, targets);
  }

  /** What has been done so far. */
  public LiveTrainerStats stats() {
    return started().stats();
  }

  /**
   * Ends training, and waits for the training thread; rows that still wait are dropped, and nothing
   * more is published. Idempotent.
   *
   * @throws TrainingException the first time, if training had failed, with the failure as its cause
   */
  @Override
  public synchronized void close() {
    if (thread == null) {
      return;
    }
    training.queue().close();
    join(thread);
    thread = null;
    Optional<Throwable> failure = training.stats().failure();
    if (failure.isPresent()) {
      TrainingException report =
          new TrainingException(NAME + ": training had ended: " + failure.get().getMessage());
      report.initCause(failure.get());
      throw report;
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) { // the network is in use until the thread has ended
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private LiveTraining started() {
    LiveTraining task = training;
    if (task == null) {
      throw new IllegalStateException(NAME + ": not started; call start() first");
    }
    return task;
  }

  private void checkNotStarted() {
    if (training != null) {
      throw new IllegalStateException(NAME + ": started already");
    }
  }
}
