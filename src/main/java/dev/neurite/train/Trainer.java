package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import dev.neurite.data.Parts;
import dev.neurite.data.Scaling;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Lbfgs;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Trains a network: by mini-batch gradient descent, or by L-BFGS on all rows.
 *
 * <p>Set what differs from the defaults, then {@link #fit}. Defaults: {@link Adam} with η = 10⁻³,
 * no regularisation, 10 epochs, batches of 32, seed 0, no scaling, no validation.
 *
 * <p>Not thread-safe; the network is used by this trainer alone until {@link #fit} returns.
 */
public final class Trainer {
  final Network network;
  final Loss loss;
  Optimiser optimiser = new Adam(1e-3f);
  float l2;
  float l1;
  boolean decaysBiases;
  float maxNorm = Float.POSITIVE_INFINITY;
  float clipNorm = Float.POSITIVE_INFINITY;
  float clipValue = Float.POSITIVE_INFINITY;
  Schedule schedule = new Schedule.Constant();
  ReduceOnPlateau plateau;
  float[] classWeights;
  Sharding sharding;
  Lbfgs lbfgs; // null: the optimiser steps by batches
  private int epochs; // 0: not said
  private int batch; // 0: not said
  long seed;
  Function<Dataset, Scaling> scaling;
  double validationShare;
  Dataset validation;
  EarlyStopping earlyStopping;
  Climbing climbing = new Climbing();
  TrainingListener listener = TrainingListener.NONE;
  CheckpointStore checkpoint;
  int checkpointEvery = Integer.MAX_VALUE;
  Duration deadline;

  private Trainer(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
  }

  /** A trainer of this network, whose parameters it takes as they are. */
  public static Trainer of(Network network, Loss loss) {
    Check.notNull("trainer", "network", network);
    return new Trainer(network, Check.notNull("trainer", "loss", loss));
  }

  /** How weights are stepped. */
  public Trainer optimiser(Optimiser optimiser) {
    this.optimiser = Check.notNull("trainer", "optimiser", optimiser);
    this.lbfgs = null;
    return this;
  }

  /**
   * Steps by all rows at once: L-BFGS with a strong-Wolfe line search, for networks and data small
   * enough that exact steps pay.
   *
   * <p>An epoch is then one iteration, and its loss and accuracy are those after it; without {@link
   * #epochs} there are as many as the rule allows. The run ends earlier, with {@link Stop#OPTIMUM},
   * where the rule says that it is at an optimum. {@link #batch} is how many rows are gathered at a
   * time, 1,024 unless said; their gradients are added in double. The search is in double too, and
   * the network has its weights rounded to float. A line search evaluates all rows up to 25 times,
   * mostly once: that is how long an update takes that a listener may cancel.
   *
   * <p>It needs a function that is the same at every evaluation and smooth: there is no dropout, no
   * batch norm, no λ₁‖w‖₁, no limit of gradients or weights, no schedule and no sharding.
   */
  public Trainer lbfgs(Lbfgs rule) {
    this.lbfgs = Check.notNull("trainer", "lbfgs", rule);
    return this;
  }

  /** λ: λ‖w‖² is added to the loss, without the biases. */
  public Trainer l2(float lambda) {
    this.l2 = Check.notNegative("trainer", "l2", lambda);
    return this;
  }

  /**
   * λ₁: λ₁‖w‖₁ is added to the loss, without the biases. Its gradient at 0 is 0, so weights come
   * near 0 and rarely reach it.
   */
  public Trainer l1(float lambda) {
    this.l1 = Check.notNegative("trainer", "l1", lambda);
    return this;
  }

  /**
   * Elastic net, in the terms of scikit-learn: λ·(r·‖w‖₁ + (1 − r)/2·‖w‖²) is added to the loss.
   *
   * <p>Source: Zou and Hastie, <i>Regularization and variable selection via the elastic net</i>,
   * 2005.
   *
   * @param lambda λ, 0 or more
   * @param ratio r, in [0, 1]
   */
  public Trainer elasticNet(float lambda, float ratio) {
    Check.notNegative("trainer", "elasticNet", lambda);
    if (!(ratio >= 0 && ratio <= 1)) {
      throw new IllegalArgumentException(
          "trainer: the ratio of elasticNet must be in [0.0, 1.0], got " + ratio);
    }
    this.l1 = lambda * ratio;
    this.l2 = lambda * (1 - ratio) / 2;
    return this;
  }

  /**
   * After every step the weights into each neuron are made shorter to this norm, where they are
   * longer; biases are left alone.
   *
   * <p>Source: Srivastava et al., <i>Dropout</i>, JMLR 15 (2014), §5.1.
   */
  public Trainer maxNorm(float limit) {
    this.maxNorm = Check.positive("trainer", "maxNorm", limit);
    return this;
  }

  /**
   * Gradients are made shorter to this norm, over all parameters together, where they are longer;
   * without 2λ·w.
   *
   * <p>Source: Pascanu, Mikolov, Bengio, <i>On the difficulty of training recurrent neural
   * networks</i>, ICML 2013, algorithm 1.
   */
  public Trainer clipNorm(float limit) {
    this.clipNorm = Check.positive("trainer", "clipNorm", limit);
    return this;
  }

  /** Every element of a gradient is put into [−limit, limit], after {@link #clipNorm}. */
  public Trainer clipValue(float limit) {
    this.clipValue = Check.positive("trainer", "clipValue", limit);
    return this;
  }

  /** How the learning rate changes from step to step. */
  public Trainer schedule(Schedule schedule) {
    this.schedule = Check.notNull("trainer", "schedule", schedule);
    return this;
  }

  /**
   * Lowers the learning rate, on top of the schedule, when the validation loss no longer falls, or
   * the training loss where no rows are held out.
   */
  public Trainer reduceOnPlateau(ReduceOnPlateau rule) {
    this.plateau = Check.notNull("trainer", "reduceOnPlateau", rule);
    return this;
  }

  /**
   * What a row of each class counts in the loss, times its own weight, in training; validation
   * counts rows as they are. One per class: two for a single output, the first for its class 0.
   */
  public Trainer classWeights(float... weights) {
    Check.notNull("trainer", "classWeights", weights);
    for (int i = 0; i < weights.length; i++) {
      Check.notNegative("trainer", "classWeights[" + i + "]", weights[i]);
    }
    this.classWeights = weights.clone();
    return this;
  }

  /** Counts biases in the norms too. */
  public Trainer decayBiases() {
    this.decaysBiases = true;
    return this;
  }

  /** The number of passes over the data. */
  public Trainer epochs(int number) {
    this.epochs = Check.positive("trainer", "epochs", number);
    return this;
  }

  int epochs() {
    return epochs > 0 ? epochs : lbfgs == null ? 10 : lbfgs.iterations();
  }

  int batch() {
    return batch > 0 ? batch : lbfgs == null ? 32 : 1024;
  }

  /** Rows per step; the last batch of an epoch has what is left. */
  public Trainer batch(int rows) {
    this.batch = Check.positive("trainer", "batch", rows);
    return this;
  }

  /** Seeds the order of rows and the choice of validation rows. */
  public Trainer seed(long number) {
    this.seed = number;
    return this;
  }

  /**
   * Learns a scaling from the rows that are trained on, {@code Scaling::standard} say, and makes it
   * the network's. Without this, the network's own scaling stays.
   */
  public Trainer scaling(Function<Dataset, Scaling> learn) {
    this.scaling = Check.notNull("trainer", "scaling", learn);
    return this;
  }

  /**
   * Trains shard by shard: the same bits in whatever order the rows come. Every step then takes
   * {@link #batch} / S rows of each shard. Rows to validate on must be given by themselves.
   */
  public Trainer sharding(Sharding rule) {
    this.sharding = Check.notNull("trainer", "sharding", rule);
    return this;
  }

  /** Holds out this share of the rows, in (0, 1), chosen by the seed. */
  public Trainer validation(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "trainer: validation must be a share in (0, 1), got " + share);
    }
    this.validationShare = share;
    this.validation = null;
    return this;
  }

  /** Validates on these rows. */
  public Trainer validation(Dataset rows) {
    this.validation = Check.notNull("trainer", "validation", rows);
    this.validationShare = 0;
    return this;
  }

  /** Stops when the validation loss no longer falls, and restores the best weights. */
  public Trainer earlyStopping(EarlyStopping rule) {
    this.earlyStopping = Check.notNull("trainer", "earlyStopping", rule);
    return this;
  }

  /**
   * When a loss that climbs ends the run with a {@link TrainingException}, as one that is no number
   * does. Without this, as {@link Climbing#Climbing()} says; a rule of {@code Integer.MAX_VALUE}
   * steps lets every loss climb.
   */
  public Trainer climbing(Climbing rule) {
    this.climbing = Check.notNull("trainer", "climbing", rule);
    return this;
  }

  /** Is told after every batch and epoch. */
  public Trainer listener(TrainingListener listener) {
    this.listener = Check.notNull("trainer", "listener", listener);
    return this;
  }

  /**
   * Keeps a file from which the run can be taken up: it is replaced after every epoch and when the
   * run is cut short, and where it exists, {@link #fit} goes on from it. A run that is killed at
   * any moment and started again ends with the same bits as one that was not. The file is of one
   * run: with another network, seed, loss, optimiser, scaling or other data it is refused; only the
   * number of epochs may grow, where the schedule doesn't go by it. It stays when the run is done.
   */
  public Trainer checkpoint(Path file) {
    return checkpoint(new FileStore(Check.notNull("trainer", "checkpoint", file)));
  }

  /** As {@link #checkpoint(Path)}, kept in a store of one's own. */
  public Trainer checkpoint(CheckpointStore store) {
    this.checkpoint = Check.notNull("trainer", "checkpoint", store);
    return this;
  }

  /** Replaces the checkpoint also after this many batches: for epochs that take long. */
  public Trainer checkpointEvery(int batches) {
    this.checkpointEvery = Check.positive("trainer", "checkpointEvery", batches);
    return this;
  }

  /** Cuts the run short after the first update that ends later than this from {@link #fit} on. */
  public Trainer deadline(Duration time) {
    this.deadline = Check.notNull("trainer", "deadline", time);
    return this;
  }

  /**
   * Trains, and gives the network the names of the data's features and classes.
   *
   * <p>The run is cut short after an update where the listener cancels it, the thread is
   * interrupted (it stays so), or the deadline has passed. With validation rows the network then
   * has the weights of the best epoch.
   *
   * @throws IllegalArgumentException if the data doesn't fit the network or the loss, if it names
   *     other than one class per output, if class weights leave no row that counts, or if the
   *     weights of several layers are all 0, from where nothing is learnt
   * @throws TrainingException if the loss stops being a finite number, or climbs: the network then
   *     has the weights of the best epoch, where there are validation rows; or the checkpoint is of
   *     another run
   * @throws dev.neurite.io.safetensors.SafetensorsException if the checkpoint cannot be read or
   *     written; one that was there is untouched
   */
  public History fit(Dataset data) {
    Check.notNull("trainer", "data", data);
    return Runs.run(this, data);
  }

  /**
   * Trains on rows that come in parts, for data larger than memory:
   *
   * <pre>{@code
   * trainer.fit(() -> Csv.options().labels("no", "yes").parts(Path.of("clicks.csv.gz"), 100_000));
   * }</pre>
   *
   * <p>A pass before the first epoch counts the rows and checks them, so that schedules and
   * progress know how long an epoch is; every later pass must bring the same parts. Rows are
   * shuffled within their part, which the seed and the numbers of epoch and part decide, and no
   * batch has rows of two: rows sorted by class make poor parts. One part that holds all rows gives
   * the bits of {@link #fit(Dataset)}. A scaling is learnt from the first part alone. Rows to
   * validate on are given by themselves, and there is no sharding. The rest is as for {@link
   * #fit(Dataset)}.
   *
   * @param source begins a pass: the same parts in the same order every time; they are closed
   * @throws TrainingException as {@link #fit(Dataset)}, and if a later pass has fewer rows
   * @throws dev.neurite.data.DataException if a file cannot be read or is malformed
   */
  public History fit(Supplier<? extends Parts> source) {
    return Runs.run(this, Check.notNull("trainer", "source", source));
  }

  /**
   * Trains on rows that are cut into shards already, wherever they lie: the bits are those of
   * {@link #sharding} on the same rows, keys and number of shards. Names and scaling of the network
   * stay as they are; rows to validate on must be given by themselves.
   *
   * @throws IllegalArgumentException if rows don't fit the network or the loss, or something is set
   *     that needs them here: scaling, a share to validate on, class weights, a sharding
   * @throws TrainingException if the loss stops being a finite number, or the checkpoint is of
   *     another run
   */
  public History fit(ShardSource source) {
    Check.notNull("trainer", "source", source);
    return Runs.run(this, source);
  }
}
