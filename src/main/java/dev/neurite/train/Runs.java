package dev.neurite.train;

import dev.neurite.data.Dataset;
import dev.neurite.data.Parts;
import dev.neurite.data.Split;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Dropout;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import dev.neurite.optim.Schedule;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.util.Optional;
import java.util.function.Supplier;

/** What comes before a run's first step: checks, rows held out, weights of classes, the schema. */
final class Runs {
  private static final String NAME = "trainer";

  private Runs() {}

  /** Trains on one data set. */
  static History run(Trainer settings, Dataset data) {
    refuse(settings, data);
    Dataset training = data;
    Optional<Dataset> validation = Optional.ofNullable(settings.validation);
    if (settings.validationShare > 0) {
      Split split = data.split(1 - settings.validationShare, settings.seed);
      training = split.train();
      validation = Optional.of(split.test());
    }
    if (settings.sharding != null && settings.validationShare > 0) {
      throw new IllegalArgumentException(
          "trainer: with sharding, give the rows to validate on: validation(Dataset)");
    }
    check(settings, validation);
    learnSchema(settings, training);
    training = weighted(settings, training);
    if (settings.sharding != null) {
      return run(settings, new LocalShards(training, settings.sharding), validation);
    }
    RowSource rows = new RowsInMemory(training, settings.batch(), shuffle(settings));
    try (Arena arena = Arena.ofShared()) {
      int capacity = Math.min(settings.batch(), training.rows());
      Batch batch = new Batch(arena, settings.network, training.outputs(), capacity);
      return new Fit(settings, arena, rows, batch, validation).run(arena);
    }
  }

  /** Trains on rows that are cut into shards already. */
  static History run(Trainer settings, ShardSource source) {
    DataCheck.refuseWidths(
        NAME, settings.network, settings.loss, source.in(), source.targetColumns());
    refuseWhatNeedsRows(settings);
    Optional<Dataset> validation = Optional.ofNullable(settings.validation);
    check(settings, validation);
    return run(settings, source, validation);
  }

  private static History run(Trainer settings, ShardSource source, Optional<Dataset> validation) {
    if (settings.lbfgs != null) {
      throw notByLbfgs("sharding");
    }
    ShardPlan plan = new ShardPlan(source.rows().length, settings.batch(), settings.seed);
    try (ShardSource.Run run = source.begin(settings.network, settings.loss, plan);
        Arena arena = Arena.ofShared()) {
      return new Fit(settings, arena, source, plan, run, validation).run(arena);
    }
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

  /** Trains on rows that come in parts. */
  static History run(Trainer settings, Supplier<? extends Parts> source) {
    if (settings.sharding != null) {
      throw new IllegalArgumentException(
          "trainer: sharding needs all rows in memory; rows in parts come in the order of the file");
    }
    if (settings.validationShare > 0) {
      throw new IllegalArgumentException(
          "trainer: with rows in parts, give the rows to validate on: validation(Dataset)");
    }
    Optional<Dataset> validation = Optional.ofNullable(settings.validation);
    check(settings, validation);
    RowsInParts rows =
        new RowsInParts(
            source,
            part -> {
              refuse(settings, part);
              return weighted(settings, part);
            },
            settings.batch(),
            shuffle(settings));
    try (Parts parts = source.get()) {
      learnSchema(settings, parts.next());
    }
    Network network = settings.network;
    int columns = settings.loss.targetColumns(network.out());
    try (Arena arena = Arena.ofShared()) {
      Batch batch = new Batch(arena, network, columns, rows.largestBatch());
      return new Fit(settings, arena, rows, batch, validation).run(arena);
    } finally {
      rows.close();
    }
  }

  private static void refuse(Trainer settings, Dataset data) {
    DataCheck.refuse(NAME, settings.network, settings.loss, data);
    DataCheck.refuseOtherLabels(NAME, settings.network, settings.loss, data);
  }

  private static void check(Trainer settings, Optional<Dataset> validation) {
    DataCheck.refuseUninitialised(NAME, settings.network);
    refuseWhatLbfgsCannot(settings);
    if (settings.earlyStopping != null && validation.isEmpty()) {
      throw new IllegalArgumentException(
          "trainer: early stopping needs validation rows; say validation(0.1) or the like");
    }
    validation.ifPresent(
        v -> DataCheck.refuse("trainer: validation", settings.network, settings.loss, v));
  }

  /** Refuses what makes another function at every evaluation, or one that is not smooth. */
  private static void refuseWhatLbfgsCannot(Trainer settings) {
    if (settings.lbfgs == null) {
      return;
    }
    float limit = Math.min(settings.maxNorm, Math.min(settings.clipNorm, settings.clipValue));
    String what =
        settings.sharding != null
            ? "sharding"
            : settings.l1 != 0
                ? "λ₁‖w‖₁"
                : limit < Float.POSITIVE_INFINITY
                    ? "maxNorm, clipNorm or clipValue"
                    : settings.plateau != null || !(settings.schedule instanceof Schedule.Constant)
                        ? "a schedule of the learning rate"
                        : randomLayer(settings.network);
    if (what != null) {
      throw notByLbfgs(what);
    }
  }

  private static IllegalArgumentException notByLbfgs(String what) {
    return new IllegalArgumentException(
        "trainer: L-BFGS can't go with "
            + what
            + ": it minimises one smooth function of all rows; leave it out, or take an optimiser"
            + " that steps by batches");
  }

  /** A layer that does something else at every evaluation; null if there is none. */
  private static String randomLayer(Network network) {
    for (Node node : network.spec().nodes()) {
      if (node.layer() instanceof Dropout || node.layer() instanceof BatchNorm) {
        return "layer " + node.name() + " = " + node.layer();
      }
    }
    return null;
  }

  private static Dataset weighted(Trainer settings, Dataset data) {
    return settings.classWeights == null
        ? data
        : ClassWeights.apply(data, settings.loss, settings.network.out(), settings.classWeights);
  }

  private static CounterRandom shuffle(Trainer settings) {
    return new CounterRandom(settings.seed, Purpose.SHUFFLE);
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
}
