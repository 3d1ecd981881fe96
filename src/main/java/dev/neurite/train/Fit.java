package dev.neurite.train;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.data.Dataset;
import dev.neurite.data.Split;
import dev.neurite.layer.Dense;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One training run. */
final class Fit {
  private final Trainer settings;
  private final Network network;
  private final Objective objective;
  private final Dataset training;
  private final Optional<Dataset> validation;
  private final Batch batch;
  private final Descent descent;
  private final CounterRandom shuffle;
  private final int[] order;
  private final int batches;

  private Fit(Trainer settings, Arena arena, Dataset training, Optional<Dataset> validation) {
    this.settings = settings;
    this.network = settings.network;
    this.objective = new Objective(settings.loss, settings.l2, settings.decaysBiases);
    this.training = training;
    this.validation = validation;
    this.batch = new Batch(arena, training, Math.min(settings.batch, training.rows()));
    this.descent = new Descent(arena, network, objective, settings.optimiser);
    this.shuffle = new CounterRandom(settings.seed, Purpose.SHUFFLE);
    this.order = new int[training.rows()];
    this.batches = Math.ceilDiv(training.rows(), settings.batch);
  }

  static History run(Trainer settings, Dataset data) {
    check("trainer", settings.network, settings.loss, data);
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
    validation.ifPresent(v -> check("trainer: validation", settings.network, settings.loss, v));
    learnSchema(settings, training);
    try (Arena arena = Arena.ofShared()) {
      return new Fit(settings, arena, training, validation).run(arena);
    }
  }

  /** Refuses data that doesn't fit the network or the loss. */
  static void check(String operation, Network network, Loss loss, Dataset data) {
    if (data.in() != network.in()) {
      throw new IllegalArgumentException(
          operation
              + ": the network takes "
              + network.in()
              + " features, the data has "
              + data.in());
    }
    int columns = loss.targetColumns(network.out());
    if (data.outputs() != columns) {
      throw new IllegalArgumentException(
          operation
              + ": "
              + loss
              + " of "
              + network.out()
              + " outputs needs "
              + columns
              + " targets per row, the data has "
              + data.outputs());
    }
    refuseDoubleActivation(operation, network, loss);
    loss.checkTargets(data.rows(), network.out(), data.targets().segment());
  }

  /** Refuses a loss that applies what the output layer has applied already. */
  static void refuseDoubleActivation(String operation, Network network, Loss loss) {
    for (Node node : network.spec().nodes()) {
      if (node.name().equals(network.spec().output()) && node.layer() instanceof Dense dense) {
        Activation f = dense.activation();
        if (loss instanceof SoftmaxCrossEntropy && f instanceof Softmax
            || loss instanceof SigmoidCrossEntropy && f instanceof Sigmoid) {
          throw new IllegalArgumentException(
              operation
                  + ": "
                  + loss
                  + " applies "
                  + f
                  + " itself; leave the output layer without activation");
        }
      }
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
    List<EpochResult> results = new ArrayList<>();
    BestWeights best = new BestWeights(arena, network, settings.earlyStopping);
    boolean stop = false;
    for (int epoch = 1; epoch <= settings.epochs && !stop; epoch++) {
      EpochEvent event = EpochEvents.begin();
      EpochResult result = epoch(epoch);
      EpochEvents.end(event, order.length, result);
      results.add(result);
      settings.listener.epochDone(result);
      stop = best.isOver(result);
    }
    return new History(results, best.restore(results.size()), stop);
  }

  private EpochResult epoch(int epoch) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    shuffle.shuffle(epoch, order);
    Tally tally = new Tally(settings.loss, network);
    for (int b = 0; b < batches; b++) {
      int from = b * settings.batch;
      batch.gather(order, from, Math.min(settings.batch, order.length - from));
      double loss = step(tally);
      if (!Double.isFinite(loss)) {
        throw diverged(epoch, b + 1, loss);
      }
      settings.listener.batchDone(epoch, b + 1, batches, loss);
    }
    double penalty = objective.penalty(network.kernels(), network.parameters());
    Optional<Evaluation> held = validation.map(v -> Evaluation.of(network, settings.loss, v));
    return new EpochResult(
        epoch,
        tally.loss() + penalty,
        tally.accuracy(),
        held.map(e -> OptionalDouble.of(e.loss())).orElse(OptionalDouble.empty()),
        held.map(Evaluation::accuracy).orElse(OptionalDouble.empty()));
  }

  /** One update; returns the mean loss of the batch before it. */
  private double step(Tally tally) {
    MemorySegment z = descent.forward(batch);
    tally.addClasses(batch, z);
    double loss = descent.update(batch, z);
    tally.addLoss(batch, loss);
    return loss;
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
            + "; lower the learning rate ("
            + settings.optimiser.learningRate()
            + ") or scale the features");
  }
}
