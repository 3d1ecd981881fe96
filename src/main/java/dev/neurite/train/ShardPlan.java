package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;

/**
 * Which rows of a shard a step takes: a function of the numbers here, of the epoch and of the
 * shard, never of where the shard lies. Immutable.
 *
 * @param shards S, 1 or more
 * @param batch b, the rows of a step: a multiple of S, of which each shard has b / S
 * @param seed of the order of rows
 */
public record ShardPlan(int shards, int batch, long seed) {
  private static final CounterRandom HASH = new CounterRandom(0, Purpose.SHARD);

  /** Checks the numbers. */
  public ShardPlan {
    Check.positive("sharding", "shards", shards);
    Check.positive("sharding", "batch", batch);
    if (batch % shards != 0) {
      throw new IllegalArgumentException(
          "trainer: the batch must be a multiple of the " + shards + " shards, got " + batch);
    }
  }

  /**
   * The shard of a row: h(key) mod S, the same for every seed, so that one cut serves many runs.
   */
  public static int shardOf(long key, int shards) {
    return HASH.integer(0, key, shards);
  }

  /** b / S: the rows of a shard in a step. */
  public int rowsPerStep() {
    return batch / shards;
  }

  /**
   * The steps of an epoch: until the largest shard has none left.
   *
   * @param rows of each shard
   */
  public int steps(int[] rows) {
    int largest = 0;
    for (int n : rows) {
      largest = Math.max(largest, n);
    }
    return Math.ceilDiv(largest, rowsPerStep());
  }

  /** Where the rows of a step begin in a shard's order; steps count from 0. */
  public int from(int step) {
    return (int) Math.min(Integer.MAX_VALUE, (long) step * rowsPerStep());
  }

  /** How many rows a step takes of a shard that has this many. */
  public int rows(int step, int rowsOfShard) {
    return Math.clamp(rowsOfShard - (long) from(step), 0, rowsPerStep());
  }

  /** Puts a shard's rows, which are sorted by key, into the order of an epoch. */
  public void shuffle(int epoch, int shard, int[] rows) {
    new CounterRandom(seed, Purpose.SHUFFLE).shuffle(((long) (shard + 1) << 32) + epoch, rows);
  }
}
