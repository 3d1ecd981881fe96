package dev.neurite.train;

import dev.neurite.loss.Loss;
import dev.neurite.network.Network;

/**
 * Rows cut into shards, wherever they lie: in this process, or in those of a cluster.
 *
 * <p>A step's answer depends on the shards and the {@link ShardPlan} alone, so that a source that
 * computes elsewhere gives the bits of one that computes here. One caller at a time.
 */
public interface ShardSource {

  /** The number of features. */
  int in();

  /** The number of targets per row. */
  int targetColumns();

  /** The number of rows of each shard. */
  int[] rows();

  /** What a checkpoint knows the rows by: other rows, or rows cut otherwise, say another text. */
  String identity();

  /**
   * Begins a run.
   *
   * @param network the network that is trained; its parameters change between the steps
   * @throws IllegalArgumentException if rows don't fit network or loss
   */
  Run begin(Network network, Loss loss, ShardPlan plan);

  /** The steps of one run. */
  interface Run extends AutoCloseable {

    /** The number of shards. */
    int count();

    /**
     * Σw over the rows of a step, added by shards, in their order.
     *
     * @param epoch from 1
     * @param index of the step in the epoch, from 0
     */
    double weight(int epoch, int index);

    /** Computes what the step asks for, with the parameters the network has now. */
    void step(ShardStep step);

    @Override
    void close();
  }
}
