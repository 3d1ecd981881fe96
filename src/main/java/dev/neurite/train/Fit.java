package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** One training run. */
final class Fit {
  private final Trainer settings;
  private final Network network;
  private final Objective objective;
  private final String data; // what a checkpoint knows the rows by
  private final Optional<Dataset> validation;
  private final Batch batch; // null: rows are cut into shards
  private final Descent descent;
  private final CounterRandom shuffle;
  private final int[] order;
  private final long rows;
  private final int batches;
  private final ShardSource.Run shards; // null: rows are not cut into shards
  private final ShardStep step;
  private final ParameterVector vector;
  private final long start = System.nanoTime();
  private final long limit; // nanoseconds from the start
  private double plateauFactor = 1;

  /** Of rows that are not cut into shards. */
  private Fit(Trainer settings, Arena arena, Dataset training, Optional<Dataset> validation) {
    this(
        settings,
        arena,
        Checkpoint.identity(training),
        validation,
        new Batch(arena, training, Math.min(settings.batch, training.rows())),
        training.rows(),
        Math.ceilDiv(training.rows(), settings.batch),
        null,
        null);
  }

  /** Of shards. */
  private Fit(
      Trainer settings,
      Arena arena,
      ShardSource source,
      String data,
      Optional<Dataset> validation,
      ShardSource.Run run) {
    this(
        settings,
        arena,
        data,
        validation,
        null,
        Arrays.stream(source.rows()).asLongStream().sum(),
        plan(settings, source).steps(source.rows()),
        run,
        new ShardStep(
            arena, 0, source.rows().length, new ParameterVector(settings.network).elements()));
  }

  private Fit(
      Trainer settings,
      Arena arena,
      String data,
      Optional<Dataset> validation,
      Batch batch,
      long rows,
      int batches,
      ShardSource.Run shards,
      ShardStep step) {
    this.settings = settings;
    this.network = settings.network;
    this.objective = new Objective(settings.loss, settings.l2, settings.l1, settings.decaysBiases);
    this.data = data;
    this.validation = validation;
    this.batch = batch;
    Limits limits = new Limits(settings.maxNorm, settings.clipNorm, settings.clipValue);
    this.descent =
        new Descent(arena, network, objective, settings.optimiser, limits, settings.seed);
    this.shuffle = new CounterRandom(settings.seed, Purpose.SHUFFLE);
    this.order = new int[shards == null ? (int) rows : 0];
    this.rows = rows;
    this.batches = batches;
    this.shards = shards;
    this.step = step;
    this.vector = new ParameterVector(network);
    this.limit =
        settings.deadline == null
            ? Long.MAX_VALUE
            : TimeUnit.NANOSECONDS.convert(settings.deadline); // the longest for what is longer
  }

  static History run(Trainer settings, Dataset data) {
    DataCheck.refuse("trainer", settings.network, settings.loss, data);
    Dataset training = data;
    Optional<Dataset> validation = Optional.ofNullable(settings.validation);
    if (settings.validationShare > 0) {
      Split split = data.split(1 - settings.validationShare, settings.seed);
      training = split.train();
      validation = Optional.of(split.test());
    }
    if (settings.earlyStopping != null && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "trainer: early stopping needs validation rows; say validation(0.1) or the like");
    }
    if (settings.sharding != null && settings.validationShare > 0) {
      throw new IllegalArgumentException(
          "trainer: with sharding, give the rows to validate on: validation(Dataset)");
    }
    validation.ifPresent(
        v -> DataCheck.refuse("trainer: validation", settings.network, settings.loss, v));
    learnSchema(settings, training);
    if (settings.classWeights != null) {
      training =
          ClassWeights.apply(
              training, settings.loss, settings.network.out(), settings.classWeights);
    }
    if (settings.sharding != null) {
      LocalShards shards = new LocalShards(training, settings.sharding);
      return run(settings, shards, Checkpoint.identity(training), validation);
    }
    try (Arena arena = Arena.ofShared()) {
      return new Fit(settings, arena, training, validation).run(arena);
    }
  }

  /** Rows that lie elsewhere. */
  static History run(Trainer settings, ShardSource source) {
    if (source.in() != settings.network.in()) {
      throw DataCheck.otherWidth("trainer", settings.network, source.in());
    }
    DataCheck.refuseTargets("trainer", settings.network, settings.loss, source.targetColumns());
    refuseWhatNeedsRows(settings);
    Optional<Dataset> validation = Optional.ofNullable(settings.validation);
    validation.ifPresent(
        v -> DataCheck.refuse("trainer: validation", settings.network, settings.loss, v));
    return run(settings, source, source.identity(), validation);
  }

  private static History run(
      Trainer settings, ShardSource source, String data, Optional<Dataset> validation) {
    try (ShardSource.Run run =
            source.begin(settings.network, settings.loss, plan(settings, source));
        Arena arena = Arena.ofShared()) {
      String all = data + ", " + source.identity();
      return new Fit(settings, arena, source, all, validation, run).run(arena);
    }
  }

  private static ShardPlan plan(Trainer settings, ShardSource source) {
    return new ShardPlan(source.rows().length, settings.batch, settings.seed);
  }

  private static void refuseWhatNeedsRows(Trainer settings) {
    String what =
        settings.scaling != null
            ? "scaling; give the network a schema with one"
            : settings.validationShare > 0
                ? "a share to validate on; give the rows: validation(Dataset)"
                : settings.classWeights != null
                    ? "class weights"
                    : settings.sharding != null ? "a sharding, being cut already" : null;
    if (what != null) {
      throw new IllegalArgumentException("trainer: rows that lie in shards can't have " + what);
    }
  }

  private static void learnSchema(Trainer settings, Dataset training) {
    Schema old = settings.network.schema();
    settings.network.schema(
        new Schema(
            settings.scaling == null
                ? old.scaling()
                : Optional.of(settings.scaling.apply(training)),
            training.featureNames().isEmpty() ? old.featureNames() : training.featureNames(),
            Schema.fits(training.labels(), settings.network.out())
                ? training.labels()
                : old.labels()));
  }

  private History run(Arena arena) {
    Progress progress = new Progress(new Tally(settings.loss, network));
    BestWeights best =
        new BestWeights(arena, network, settings.earlyStopping, validation.isPresent());
    Optional<Checkpoint> checkpoint =
        Optional.ofNullable(settings.checkpoint)
            .map(store -> new Checkpoint(store, settings, data, validation, descent.state(), best));
    checkpoint.ifPresent(c -> c.resume(progress));
    Stop stop = best.isOver() ? Stop.EARLY : Stop.COMPLETED;
    while (stop == Stop.COMPLETED && progress.epochs.size() < settings.epochs) {
      EpochEvent event = EpochEvents.begin();
      stop = batches(progress, checkpoint);
      if (progress.batches == batches) {
        EpochResult result = result(progress);
        EpochEvents.end(event, rows, result);
        progress.add(result);
        best.add(result);
        settings.listener.epochDone(result);
        stop = stop == Stop.COMPLETED && best.isOver() ? Stop.EARLY : stop;
      }
      checkpoint.ifPresent(c -> c.write(progress));
    }
    return new History(progress.epochs, best.restore(progress.epochs.size(), stop), stop);
  }

  /** The batches of the epoch at hand that are left, or as many as the run is given. */
  private Stop batches(Progress progress, Optional<Checkpoint> checkpoint) {
    int epoch = progress.epoch();
    beginEpoch(progress);
    Stop stop = Stop.COMPLETED;
    while (stop == Stop.COMPLETED && progress.batches < batches) {
      int b = progress.batches;
      double loss =
          shards == null ? step(b, progress.tally) : shardedStep(epoch, b, progress.tally);
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
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    shuffle.shuffle(epoch, order);
  }

  /** One update; returns the mean loss of the batch before it. */
  private double step(int b, Tally tally) {
    int from = b * settings.batch;
    batch.gather(order, from, Math.min(settings.batch, order.length - from));
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
    return (float) (plateauFactor * settings.schedule.factor(step, batches, settings.epochs));
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
            + (shards == null ? Divergence.where(network, this.batch.size) : step.trouble())
            + "; lower the learning rate ("
            + settings.optimiser.learningRate()
            + ") or scale the features");
  }
}
