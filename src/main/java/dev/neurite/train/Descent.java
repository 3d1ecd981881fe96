package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.OptimiserState;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Gradient descent, batch after batch: what every kind of training does in a step. */
final class Descent {
  private final Network network;
  private final Objective objective;
  private final OptimiserState state;
  private final Update update;
  private final CounterRandom dropout;

  Descent(
      Arena arena,
      Network network,
      Objective objective,
      Optimiser optimiser,
      Limits limits,
      long seed) {
    this.network = network;
    this.objective = objective;
    this.state =
        OptimiserState.create(
            arena, optimiser, network.parameters().stream().map(Parameter::value).toList());
    this.update = new Update(limits, network, objective, state);
    this.dropout = new CounterRandom(seed, Purpose.DROPOUT);
  }

  /** What the optimiser remembers. */
  OptimiserState state() {
    return state;
  }

  /** The number of the step at hand, from 1. */
  long step() {
    return state.steps() + 1;
  }

  /**
   * The outputs Z of a batch, valid until {@link #gradients}.
   *
   * @param pass what dropout masks go by: no two passes of a run have the same
   */
  MemorySegment forward(Batch batch, long pass) {
    network.beginStep(dropout, pass);
    return network.forwardTraining(batch.x, batch.size);
  }

  /**
   * The gradients of the batch with these outputs; none if the loss is not finite.
   *
   * @return its share of the loss of the step
   */
  double gradients(Batch batch, MemorySegment z) {
    double loss = Evaluation.lossOf(network, objective.loss(), batch, z, network.outputGradient());
    if (Double.isFinite(loss)) {
      network.backward(batch.size);
    }
    return loss;
  }

  /** Steps the weights along the gradients. */
  void update(float rateFactor) {
    state.beginStep(rateFactor);
    update.run();
  }
}
