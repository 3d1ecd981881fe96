package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.Sgd;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** One training run. */
final class Fit {
  private final Trainer settings;
  private final Network network;
  private final Objective objective;
  private final String data; // what a checkpoint says of the rows, where there is one
  private final long rows;
  private final int batches;
  private final Optional<Dataset> validation;
  private final Descent descent;
  private final Progress progress;
  private final Steps steps;
  private final WholeData whole; // the steps, where they are by all rows, or null
  private final long start = System.nanoTime();
  private final long limit; // nanoseconds from the start
  private double plateauFactor = 1;

  /** What makes the steps of a run. */
  private interface Maker {
    Steps make(Objective objective, Descent descent, Tally tally);
  }

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
        settings.checkpoint == null ? "" : training.describe(), // which reads all rows
        training.rows(),
        settings.lbfgs == null ? training.batches() : 1,
        validation,
        (objective, descent, tally) ->
            settings.lbfgs == null
                ? new BatchSteps(settings.network, training, batch, descent, tally)
                : new WholeData(
                    settings.lbfgs, settings.network, objective, training, batch, descent, tally));
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
        (objective, descent, tally) ->
            new ShardSteps(arena, settings.network, shards, descent, tally));
  }

  private Fit(
      Trainer settings,
      Arena arena,
      String data,
      long rows,
      int batches,
      Optional<Dataset> validation,
      Maker maker) {
    this.settings = settings;
    this.network = settings.network;
    this.objective = new Objective(settings.loss, settings.l2, settings.l1, settings.decaysBiases);
    this.data = data;
    this.rows = rows;
    this.batches = batches;
    this.validation = validation;
    Limits limits = new Limits(settings.maxNorm, settings.clipNorm, settings.clipValue);
    Optimiser optimiser = settings.lbfgs == null ? settings.optimiser : new Sgd(1); // has no slots
    this.descent = new Descent(arena, network, objective, optimiser, limits, settings.seed);
    this.progress = new Progress(new Tally(settings.loss, network), new Climb(settings.climbing));
    this.steps = maker.make(objective, descent, progress.tally);
    this.whole = steps instanceof WholeData all ? all : null;
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
    return steps.isOver() ? Stop.OPTIMUM : Stop.COMPLETED;
  }

  /** The batches of the epoch at hand that are left, or as many as the run is given. */
  private Stop batches(Progress progress, Optional<Checkpoint> checkpoint) {
    int epoch = progress.epoch();
    beginEpoch(progress);
    Stop stop = Stop.COMPLETED;
    while (stop == Stop.COMPLETED && progress.batches < batches) {
      int b = progress.batches;
      double loss = steps.step(epoch, b, rateFactor());
      progress.batches++;
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, "the loss is " + loss, steps.trouble());
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
    steps.begin(epoch);
  }

  /** What the learning rate of the next step is multiplied with. */
  private float rateFactor() {
    long step = descent.step();
    return (float) (plateauFactor * settings.schedule.factor(step, batches, settings.epochs()));
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
