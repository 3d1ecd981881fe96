package dev.neurite.train;

import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.MemorySegment;

/** Forward and back through the network with a batch: where gradients come from. */
final class Pass {
  private final Network network;
  private final Loss loss;
  private final CounterRandom dropout;

  Pass(Network network, Loss loss, long seed) {
    this.network = network;
    this.loss = loss;
    this.dropout = new CounterRandom(seed, Purpose.DROPOUT);
  }

  /**
   * The outputs Z of a batch, valid until {@link #gradients}.
   *
   * @param number what dropout masks go by: no two passes of a run have the same
   */
  MemorySegment forward(Batch batch, long number) {
    network.beginStep(dropout, number);
    return network.forwardTraining(batch.x, batch.size);
  }

  /**
   * The gradients of the batch with these outputs; none if the loss is not finite.
   *
   * @return its share of the loss of the step
   */
  double gradients(Batch batch, MemorySegment z) {
    double share = Evaluation.lossOf(network, loss, batch, z, network.outputGradient());
    if (Double.isFinite(share)) {
      network.backward(batch.size);
    }
    return share;
  }
}
