package dev.neurite.train;

import dev.neurite.network.Network;
import java.lang.foreign.MemorySegment;

/** Steps by batches of rows. */
final class BatchSteps implements Steps {
  private final Network network;
  private final RowSource rows;
  private final Batch batch;
  private final Descent descent;
  private final Tally tally;

  BatchSteps(Network network, RowSource rows, Batch batch, Descent descent, Tally tally) {
    this.network = network;
    this.rows = rows;
    this.batch = batch;
    this.descent = descent;
    this.tally = tally;
  }

  @Override
  public void begin(int epoch) {
    rows.begin(epoch);
  }

  @Override
  public double step(int epoch, int index, float rateFactor) {
    rows.gather(batch, index);
    MemorySegment z = descent.forward(batch);
    tally.addClasses(batch, z);
    double loss = descent.gradients(batch, z);
    if (Double.isFinite(loss)) {
      tally.addLoss(batch, loss);
      descent.update(rateFactor);
    }
    return loss;
  }

  @Override
  public String trouble() {
    return Divergence.where(network, batch.size);
  }
}
