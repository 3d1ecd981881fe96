package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.OptimiserState;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Gradient descent, batch after batch: what every kind of training does in a step. */
final class Descent {
  private final Network network;
  private final Objective objective;
  private final OptimiserState state;

  Descent(Arena arena, Network network, Objective objective, Optimiser optimiser) {
    this.network = network;
    this.objective = objective;
    this.state =
        OptimiserState.create(
            arena, optimiser, network.parameters().stream().map(Parameter::value).toList());
  }

  /** The outputs Z of a batch, valid until {@link #update}. */
  MemorySegment forward(Batch batch) {
    return network.forwardTraining(batch.x, batch.size);
  }

  /** One update, by the batch with these outputs; returns its mean loss before the update. */
  double update(Batch batch, MemorySegment z) {
    double loss = Evaluation.lossOf(network, objective.loss(), batch, z, network.outputGradient());
    network.backward(batch.size);
    List<Parameter> parameters = network.parameters();
    state.beginStep();
    for (int i = 0; i < parameters.size(); i++) {
      Parameter p = parameters.get(i);
      state.step(network.kernels(), i, objective.decay(p), p.value(), p.gradient());
    }
    return loss;
  }
}
