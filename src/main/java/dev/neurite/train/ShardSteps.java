package dev.neurite.train;

import dev.neurite.network.Network;
import java.lang.foreign.Arena;

/** Steps by shards: each from the gradients of all of them, wherever they lie. */
final class ShardSteps implements Steps {
  private final ShardSource.Run shards;
  private final ParameterVector vector;
  private final ShardStep step;
  private final Descent descent;
  private final Tally tally;

  ShardSteps(Arena arena, Network network, ShardSource.Run shards, Descent descent, Tally tally) {
    this.shards = shards;
    this.vector = new ParameterVector(network);
    this.step = new ShardStep(arena, 0, shards.count(), vector.elements());
    this.descent = descent;
    this.tally = tally;
  }

  @Override
  public void begin(int epoch) {} // a shard knows the order of its rows by the epoch of a step

  @Override
  public double step(int epoch, int index, float rateFactor) {
    step.begin(epoch, index, descent.step(), shards.weight(epoch, index));
    shards.step(step);
    double loss = step.loss();
    if (Double.isFinite(loss)) {
      tally.add(step);
      vector.setGradients(step.gradients().segment());
      descent.update(rateFactor);
    }
    return loss;
  }

  @Override
  public String trouble() {
    return step.trouble();
  }
}
