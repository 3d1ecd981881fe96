package dev.neurite.spark.train;

import dev.neurite.train.ShardRows;

/** The network with which a block computes, if it has one. Any thread may call it. */
final class ReplicaSlot {
  private Replica replica;

  /** One at a time: an attempt that is run twice in one executor waits for the other. */
  synchronized StepPart step(
      ShardRows rows,
      BlockSummary summary,
      RunSetup setup,
      StepRequest request,
      byte[] parameters) {
    if (rows == null) {
      return StepPart.none(summary);
    }
    boolean fresh = replica == null || replica.run() != setup.run();
    if (fresh) {
      close();
      replica = new Replica(setup, rows);
    }
    return replica.step(summary, request, parameters, fresh);
  }

  synchronized void release(long run) {
    if (replica != null && replica.run() == run) {
      close();
    }
  }

  synchronized void close() {
    if (replica != null) {
      replica.close();
      replica = null;
    }
  }
}
