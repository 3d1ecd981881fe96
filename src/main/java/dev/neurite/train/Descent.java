package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.OptimiserState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/** Gradient descent, batch after batch: what every kind of training does in a step. */
final class Descent {
  private final OptimiserState state;
  private final Update update;
  private final Pass pass;

  Descent(
      Arena arena,
      Network network,
      Objective objective,
      Optimiser optimiser,
      Limits limits,
      long seed) {
    this.state =
        OptimiserState.create(
            arena, optimiser, network.parameters().stream().map(Parameter::value).toList());
    this.update = new Update(limits, network, objective, state);
    this.pass = new Pass(network, objective.loss(), seed);
  }

  /** What the optimiser remembers. */
  OptimiserState state() {
    return state;
  }

  /** The number of the step at hand, from 1. */
  long step() {
    return state.steps() + 1;
  }

  /** The outputs Z of a batch, valid until {@link #gradients}. */
  MemorySegment forward(Batch batch) {
    return pass.forward(batch, step());
  }

  /** As {@link Pass#gradients}. */
  double gradients(Batch batch, MemorySegment z) {
    return pass.gradients(batch, z);
  }

  /** Steps the weights along the gradients. */
  void update(float rateFactor) {
    state.beginStep(rateFactor);
    update.run();
  }
}
