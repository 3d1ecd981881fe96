package dev.neurite.spark.train;

import dev.neurite.train.ShardPlan;
import java.util.Objects;
import org.apache.spark.Partitioner;

/** Sends a row to the partition of its shard; neighbouring shards share one. */
final class ShardPartitioner extends Partitioner {
  private static final long serialVersionUID = 1;

  private final int shards;
  private final int blockSize;

  ShardPartitioner(int shards, int blockSize) {
    this.shards = shards;
    this.blockSize = blockSize;
  }

  @Override
  public int numPartitions() {
    return Math.ceilDiv(shards, blockSize);
  }

  @Override
  public int getPartition(Object key) {
    return ShardPlan.shardOf((Long) key, shards) / blockSize;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ShardPartitioner p && p.shards == shards && p.blockSize == blockSize;
  }

  @Override
  public int hashCode() {
    return Objects.hash(shards, blockSize);
  }
}
