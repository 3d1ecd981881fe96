package dev.neurite.train;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The rows of each shard, in the order of the epoch. */
final class Shards {
  private final CounterRandom shuffle;
  private final int[][] sorted;
  private final int[][] order;
  private final int rowsPerStep;

  /** Refuses keys that are not one per row, or not all different, and a batch that can't be cut. */
  Shards(Sharding sharding, int rows, int batch, long seed) {
    long[] keys = sharding.keys();
    int shards = sharding.shards();
    if (keys.length != rows) {
      throw new IllegalArgumentException(
          "trainer: sharding has " + keys.length + " keys for " + rows + " rows");
    }
    if (batch % shards != 0) {
      throw new IllegalArgumentException(
          "trainer: the batch must be a multiple of the " + shards + " shards, got " + batch);
    }
    int[] byKey =
        IntStream.range(0, rows)
            .boxed()
            .sorted(Comparator.comparingLong(r -> keys[r]))
            .mapToInt(Integer::intValue)
            .toArray();
    for (int i = 1; i < rows; i++) {
      if (keys[byKey[i]] == keys[byKey[i - 1]]) {
        throw new IllegalArgumentException(
            "trainer: two rows have the key "
                + keys[byKey[i]]
                + ": rows "
                + byKey[i - 1]
                + " and "
                + byKey[i]);
      }
    }
    CounterRandom hash = new CounterRandom(0, Purpose.SHARD);
    this.sorted = new int[shards][];
    for (int s = 0; s < shards; s++) {
      int shard = s;
      sorted[s] =
          IntStream.of(byKey).filter(r -> hash.integer(0, keys[r], shards) == shard).toArray();
    }
    this.order = new int[shards][];
    this.shuffle = new CounterRandom(seed, Purpose.SHUFFLE);
    this.rowsPerStep = batch / shards;
  }

  /** How many there are. */
  int count() {
    return sorted.length;
  }

  /** The steps of an epoch: until the largest shard has none left. */
  int steps() {
    int largest = 0;
    for (int[] rows : sorted) {
      largest = Math.max(largest, rows.length);
    }
    return Math.ceilDiv(largest, rowsPerStep);
  }

  /** Puts the rows of every shard into the order of an epoch. */
  void beginEpoch(int epoch) {
    for (int s = 0; s < sorted.length; s++) {
      order[s] = sorted[s].clone();
      shuffle.shuffle(((long) (s + 1) << 32) + epoch, order[s]);
    }
  }

  /** The rows of a shard in the order of the epoch. */
  int[] order(int shard) {
    return order[shard];
  }

  /** Where the rows of a step begin in a shard's order. */
  int from(int step) {
    return step * rowsPerStep;
  }

  /** How many rows of a shard a step takes. */
  int rows(int shard, int step) {
    return Math.clamp(order[shard].length - (long) from(step), 0, rowsPerStep);
  }
}
