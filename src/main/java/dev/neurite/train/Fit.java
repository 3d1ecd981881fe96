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

/** One training run. */
final class Fit {
  private final Trainer settings;
  private final Network network;
  private final Objective objective;
  private final RowSource training;
  private final Optional<Dataset> validation;
  private final Batch batch;
  private final Descent descent;
  private final int batches;
  private final Shards shards; // null: rows are not cut into shards
  private final GradientSum sum;
  private final RunningStatistics statistics;
  private final Progress progress;
  private final WholeData whole; // null: every batch is a step
  private final long start = System.nanoTime();
  private final long limit; // nanoseconds from the start
  private double plateauFactor = 1;

  Fit(
      Trainer settings,
      Arena arena,
      RowSource training,
      Batch batch,
      Optional<Dataset> validation) {
    this.settings = settings;
    this.network = settings.network;
    this.objective = new Objective(settings.loss, settings.l2, settings.l1, settings.decaysBiases);
    this.training = training;
    this.validation = validation;
    this.batch = batch;
    Limits limits = new Limits(settings.maxNorm, settings.clipNorm, settings.clipValue);
    Optimiser optimiser = settings.lbfgs == null ? settings.optimiser : new Sgd(1); // has no slots
    this.descent = new Descent(arena, network, objective, optimiser, limits, settings.seed);
    this.progress = new Progress(new Tally(settings.loss, network));
    this.whole =
        settings.lbfgs == null
            ? null
            : new WholeData(
                settings.lbfgs, network, objective, training, batch, descent, progress.tally);
    this.shards =
        settings.sharding == null
            ? null
            : new Shards(settings.sharding, (int) training.rows(), settings.batch(), settings.seed);
    this.sum = shards == null ? null : new GradientSum(arena, network);
    this.statistics = new RunningStatistics(arena, network);
    this.batches = whole != null ? 1 : shards == null ? training.batches() : shards.steps();
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
            .map(path ->
                new Checkpoint(path, settings, training, validation, descent.state(), whole, best));
    checkpoint.ifPresent(c -> c.resume(progress));
    Stop stop = ending(best);
    while (stop == Stop.COMPLETED && progress.epochs.size() < settings.epochs()) {
      EpochEvent event = EpochEvents.begin();
      stop = batches(progress, checkpoint);
      if (progress.batches == batches) {
        EpochResult result = result(progress);
        EpochEvents.end(event, training.rows(), result);
        progress.add(result);
        best.add(result);
        settings.listener.epochDone(result);
        stop = stop == Stop.COMPLETED ? ending(best) : stop;
      }
      checkpoint.ifPresent(c -> c.write(progress));
    }
    return new History(progress.epochs, best.restore(progress.epochs.size(), stop), stop);
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
      double loss = step(b);
      progress.batches++;
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, progress.batches, loss);
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
    if (shards != null) {
      shards.beginEpoch(epoch);
    } else if (whole == null) {
      training.begin(epoch);
    }
  }

  /** One update; returns the mean loss of the batch before it, of all rows after it. */
  private double step(int b) {
    if (whole != null) {
      return whole.step();
    }
    return shards == null ? step(b, progress.tally) : shardedStep(b, progress.tally);
  }

  private double step(int b, Tally tally) {
    training.gather(batch, b);
    double loss = gradients(descent.step(), tally);
    if (Double.isFinite(loss)) { // else the weights stay as they were
      descent.update(rateFactor());
    }
    return loss;
  }

  /** One update from the gradients of all shards, added in their order. */
  private double shardedStep(int b, Tally tally) {
    double weight = 0;
    for (int s = 0; s < shards.count(); s++) {
      weight += batch.weightOf(shards.order(s), shards.from(b), shards.rows(s, b));
    }
    statistics.keep();
    double loss = 0;
    for (int s = 0; s < shards.count(); s++) {
      if (shards.rows(s, b) > 0) {
        batch.gather(shards.order(s), shards.from(b), shards.rows(s, b), weight);
        loss += gradients(descent.step() * shards.count() + s, tally);
        if (!Double.isFinite(loss)) {
          statistics.restore();
          return loss;
        }
        sum.add();
      }
    }
    sum.finish();
    descent.update(rateFactor());
    return loss;
  }

  /** The gradients of what was gathered; returns its share of the loss of the step. */
  private double gradients(long pass, Tally tally) {
    MemorySegment z = descent.forward(batch, pass);
    tally.addClasses(batch, z);
    double loss = descent.gradients(batch, z);
    if (Double.isFinite(loss)) {
      tally.addLoss(batch, loss);
    }
    return loss;
  }

  /** What the learning rate of the next step is multiplied with. */
  private float rateFactor() {
    long step = descent.step();
    return (float) (plateauFactor * settings.schedule.factor(step, batches, settings.epochs()));
  }

  private TrainingException diverged(int epoch, int batch, double loss) {
    return new TrainingException(
        "training: the loss is "
            + loss
            + " in epoch "
            + epoch
            + ", batch "
            + batch
            + " of "
            + batches
            + " (step "
            + descent.step()
            + "); "
            + Divergence.where(network, this.batch.size)
            + (whole == null
                ? "; lower the learning rate (" + settings.optimiser.learningRate() + ") or scale"
                : "; draw smaller weights, or scale")
            + " the features");
  }
}
