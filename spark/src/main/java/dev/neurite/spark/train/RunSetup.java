package dev.neurite.spark.train;

import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.train.ShardPlan;
import java.io.Serializable;

/**
 * What executors need to know of a run.
 *
 * @param run tells runs apart
 * @param model the network as a file
 * @param lossRecord the loss
 * @param shards S
 * @param batch b
 * @param seed of the run
 */
record RunSetup(long run, byte[] model, RecordCopy lossRecord, int shards, int batch, long seed)
    implements Serializable {

  static RunSetup of(long run, Network network, Loss loss, ShardPlan plan) {
    return new RunSetup(
        run,
        ModelFile.toBytes(network),
        RecordCopy.of((Record) loss),
        plan.shards(),
        plan.batch(),
        plan.seed());
  }

  Loss loss() {
    return lossRecord.make(Loss.class);
  }

  ShardPlan plan() {
    return new ShardPlan(shards, batch, seed);
  }
}
