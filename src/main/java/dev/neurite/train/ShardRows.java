package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.data.Dataset;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Consecutive shards that lie in one place: all of them, or those of one part of a cluster.
 * Immutable.
 */
public final class ShardRows {
  private final Dataset data;
  private final int first;
  private final int[][] sorted;

  private ShardRows(Dataset data, int first, int[][] sorted) {
    this.data = data;
    this.first = first;
    this.sorted = sorted;
  }

  /**
   * Rows of consecutive shards.
   *
   * @param data the rows, in ascending order of their keys
   * @param first the number of the first shard
   * @param count of the shards
   * @param shards the number of the shard of each row, from {@code first} on
   */
  public static ShardRows sorted(Dataset data, int first, int count, int[] shards) {
    Check.notNull("sharding", "data", data);
    Check.size("sharding", "first", first);
    Check.positive("sharding", "count", count);
    Check.length(
        "sharding", "shards", data.rows(), Check.notNull("sharding", "shards", shards).length);
    int[] sizes = new int[count];
    for (int shard : shards) {
      if (shard < first || shard - first >= count) {
        throw new IllegalArgumentException(
            "sharding: a row's shard must be in ["
                + first
                + ", "
                + ((long) first + count)
                + "), got "
                + shard);
      }
      sizes[shard - first]++;
    }
    int[][] rows = new int[count][];
    Arrays.setAll(rows, s -> new int[sizes[s]]);
    Arrays.fill(sizes, 0);
    for (int r = 0; r < shards.length; r++) {
      int s = shards[r] - first;
      rows[s][sizes[s]++] = r;
    }
    return new ShardRows(data, first, rows);
  }

  /**
   * All rows, cut into shards.
   *
   * @throws IllegalArgumentException if the keys are not one per row, and all different
   */
  public static ShardRows of(Dataset data, Sharding sharding) {
    long[] keys = sharding.keys();
    int shards = sharding.shards();
    if (keys.length != data.rows()) {
      throw new IllegalArgumentException(
          "trainer: sharding has " + keys.length + " keys for " + data.rows() + " rows");
    }
    int[] byKey = sharding.rowsByKey();
    for (int i = 1; i < byKey.length; i++) {
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
    int[][] sorted = new int[shards][];
    for (int s = 0; s < shards; s++) {
      int shard = s;
      sorted[s] =
          IntStream.of(byKey).filter(r -> ShardPlan.shardOf(keys[r], shards) == shard).toArray();
    }
    return new ShardRows(data, 0, sorted);
  }

  /** The data set the rows are of. */
  public Dataset data() {
    return data;
  }

  /** The number of the first shard. */
  public int first() {
    return first;
  }

  /** How many shards there are. */
  public int count() {
    return sorted.length;
  }

  /** The number of rows of a shard, counted from {@link #first()}. */
  public int rows(int shard) {
    return sorted[shard - first].length;
  }

  /** The rows of a shard, counted from {@link #first()}, by key: a copy. */
  public int[] order(int shard) {
    return sorted[shard - first].clone();
  }
}
