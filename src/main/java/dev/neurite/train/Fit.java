package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.Sgd;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One training run. */
final class Fit {
  private final Trainer settings;
  private final Network network;
  private final Objective objective;
  private final String data; // what a checkpoint says of the rows
  private final long rows;
  private final int batches;
  private final Optional<Dataset> validation;
  private final RowSource training; // null: rows are cut into shards
  private final Batch batch;
  private final ShardSource.Run shards; // null: they are not
  private final ShardStep step;
  private final ParameterVector vector;
  private final Descent descent;
  private final Progress progress;
  private final WholeData whole; // null: every batch is a step
  private final long start = System.nanoTime();
  private final long limit; // nanoseconds from the start
  private double plateauFactor = 1;

  /** Of rows that are not cut into shards. */
  Fit(
      Trainer settings,
      Arena arena,
      RowSource training,
      Batch batch,
      Optional<Dataset> validation) {
    this(
        settings,
        arena,
        training.describe(),
        training.rows(),
        training.batches(),
        validation,
        training,
        batch,
        null);
  }

  /** Of rows in shards. */
  Fit(
      Trainer settings,
      Arena arena,
      ShardSource source,
      ShardPlan plan,
      ShardSource.Run shards,
      Optional<Dataset> validation) {
    this(
        settings,
        arena,
        source.identity(),
        IntStream.of(source.rows()).asLongStream().sum(),
        plan.steps(source.rows()),
        validation,
        null,
        null,
        shards);
  }

  private Fit(
      Trainer settings,
      Arena arena,
      String data,
      long rows,
      int batches,
      Optional<Dataset> validation,
      RowSource training,
      Batch batch,
      ShardSource.Run shards) {
    this.settings = settings;
    this.network = settings.network;
    this.objective = new Objective(settings.loss, settings.l2, settings.l1, settings.decaysBiases);
    this.data = data;
    this.rows = rows;
    this.batches = settings.lbfgs == null ? batches : 1;
    this.validation = validation;
    this.training = training;
    this.batch = batch;
    Limits limits = new Limits(settings.maxNorm, settings.clipNorm, settings.clipValue);
    Optimiser optimiser = settings.lbfgs == null ? settings.optimiser : new Sgd(1); // has no slots
    this.descent = new Descent(arena, network, objective, optimiser, limits, settings.seed);
    this.progress = new Progress(new Tally(settings.loss, network), new Climb(settings.climbing));
    this.whole =
        settings.lbfgs == null
            ? null
            : new WholeData(
                settings.lbfgs, network, objective, training, batch, descent, progress.tally);
    this.shards = shards;
    this.vector = new ParameterVector(network);
    this.step = shards == null ? null : new ShardStep(arena, 0, shards.count(), vector.elements());
    this.limit =
        settings.deadline == null
            ? Long.MAX_VALUE
            : TimeUnit.NANOSECONDS.convert(settings.deadline); // the longest for what is longer
  }

  History run(Arena arena) {
    BestWeights best =
        new BestWeights(arena, network, settings.earlyStopping, validation.isPresent());
    Optional<Checkpoint> checkpoint =
        Optional.ofNullable(settings.checkpoint)
            .map(store ->
                new Checkpoint(store, settings, data, validation, descent.state(), whole, best));
    checkpoint.ifPresent(c -> c.resume(progress));
    try {
      Stop stop = epochs(best, checkpoint);
      return new History(progress.epochs, best.restore(progress.epochs.size(), stop), stop);
    } catch (TrainingException e) {
      throw best.after(e);
    }
  }

  private Stop epochs(BestWeights best, Optional<Checkpoint> checkpoint) {
    Stop stop = ending(best);
    while (stop == Stop.COMPLETED && progress.epochs.size() < settings.epochs()) {
      EpochEvent event = EpochEvents.begin();
      stop = batches(progress, checkpoint);
      if (progress.batches == batches) {
        EpochResult result = result(progress);
        EpochEvents.end(event, rows, result);
        progress.add(result);
        best.add(result);
        settings.listener.epochDone(result);
        stop = stop == Stop.COMPLETED ? ending(best) : stop;
      }
      checkpoint.ifPresent(c -> c.write(progress));
    }
    return stop;
  }

  /** What ends the run after an epoch, {@code COMPLETED} where nothing does. */
  private Stop ending(BestWeights best) {
    if (best.isOver()) {
      return Stop.EARLY;
    }
    return whole != null && whole.isOver() ? Stop.OPTIMUM : Stop.COMPLETED;
  }

  /** The batches of the epoch at hand that are left, or as many as the run is given. */
  private Stop batches(Progress progress, Optional<Checkpoint> checkpoint) {
    int epoch = progress.epoch();
    beginEpoch(progress);
    Stop stop = Stop.COMPLETED;
    while (stop == Stop.COMPLETED && progress.batches < batches) {
      int b = progress.batches;
      double loss = step(epoch, b);
      progress.batches++;
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the loss is " + loss, trouble());
      }
      if (whole == null && progress.climb.add(loss)) {
        String climbs = "the loss climbs: " + progress.climb.describe();
        throw diverged(epoch, climbs, Divergence.steepest(network));
      }
      settings.listener.batchDone(epoch, progress.batches, batches, loss);
      stop = stop();
      if (progress.batches % settings.checkpointEvery == 0 && progress.batches < batches) {
        checkpoint.ifPresent(c -> c.write(progress));
      }
    }
    return stop;
  }

  private Stop stop() {
    if (settings.listener.isCancelled()) {
      return Stop.CANCELLED;
    }
    if (Thread.currentThread().isInterrupted()) {
      return Stop.INTERRUPTED;
    }
    boolean late = System.nanoTime() - start >= limit;
    return late ? Stop.DEADLINE : Stop.COMPLETED;
  }

  private EpochResult result(Progress progress) {
    Divergence.refuse(network, progress.epoch(), descent.state().steps());
    double penalty = objective.penalty(network.kernels(), network.parameters());
    Optional<Evaluation> held = validation.map(v -> Evaluation.brief(network, settings.loss, v));
    return new EpochResult(
        progress.epoch(),
        progress.tally.loss() + penalty,
        progress.tally.accuracy(),
        held.map(e -> OptionalDouble.of(e.loss())).orElse(OptionalDouble.empty()),
        held.map(Evaluation::accuracy).orElse(OptionalDouble.empty()));
  }

  private void beginEpoch(Progress progress) {
    int epoch = progress.epoch();
    if (settings.plateau != null) {
      plateauFactor = settings.plateau.factorAfter(progress.losses());
    }
    if (shards == null && whole == null) {
      training.begin(epoch);
    }
  }

  /** One update; returns the mean loss of the batch before it, of all rows after it. */
  private double step(int epoch, int b) {
    if (whole != null) {
      return whole.step();
    }
    return shards == null ? step(b, progress.tally) : shardedStep(epoch, b, progress.tally);
  }

  private double step(int b, Tally tally) {
    training.gather(batch, b);
    MemorySegment z = descent.forward(batch);
    tally.addClasses(batch, z);
    double loss = descent.gradients(batch, z);
    if (Double.isFinite(loss)) { // else the weights stay as they were
      tally.addLoss(batch, loss);
      descent.update(rateFactor());
    }
    return loss;
  }

  /** One update from the gradients of all shards. */
  private double shardedStep(int epoch, int b, Tally tally) {
    step.begin(epoch, b, descent.step(), shards.weight(epoch, b));
    shards.step(step);
    double loss = step.loss();
    if (Double.isFinite(loss)) { // else the weights stay as they were
      tally.add(step);
      vector.setGradients(step.gradients().segment());
      descent.update(rateFactor());
    }
    return loss;
  }

  /** What the learning rate of the next step is multiplied with. */
  private float rateFactor() {
    long step = descent.step();
    return (float) (plateauFactor * settings.schedule.factor(step, batches, settings.epochs()));
  }

  private String trouble() {
    return shards == null ? Divergence.where(network, batch.size) : step.trouble();
  }

  private TrainingException diverged(int epoch, String what, String where) {
    return new TrainingException(
        "training: "
            + what
            + " in epoch "
            + epoch
            + ", batch "
            + progress.batches
            + " of "
            + batches
            + " (step "
            + descent.step()
            + "); "
            + where
            + (whole == null
                ? "; lower the learning rate (" + settings.optimiser.learningRate() + ") or scale"
                : "; draw smaller weights, or scale")
            + " the features");
  }
}
