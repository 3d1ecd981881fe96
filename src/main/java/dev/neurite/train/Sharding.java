package dev.neurite.train;

import dev.neurite.check.Check;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Cuts the rows into shards, so that what a step computes does not depend on the order in which the
 * rows came, and could be computed shard by shard in different places.
 *
 * <p>A row is in shard h(key) mod S. Within a shard rows are sorted by key, then put in an order of
 * the epoch's own, by the seed. A step takes b / S rows of each shard; a shard that has none left
 * is left out of the last steps of an epoch. The gradient of each shard, of its part of the mean
 * over all rows of the step, is computed by itself, and they are added pairwise in the order of the
 * shards, by a tree whose shape depends on S alone: ((g₀ + g₁) + (g₂ + g₃)) + …
 *
 * @param shards S, 1 or more; the batch must be a multiple of it
 * @param keys one per row of the data, no two the same
 */
public record Sharding(int shards, long[] keys) {

  /** Checks the components, and copies the keys. */
  public Sharding {
    Check.positive("sharding", "shards", shards);
    keys = Check.notNull("sharding", "keys", keys).clone();
  }

  /** A copy of the keys. */
  @Override
  public long[] keys() {
    return keys.clone();
  }

  /** The keys in their order. */
  long[] sortedKeys() {
    long[] sorted = keys.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  /** The numbers of the rows in the order of their keys. */
  int[] rowsByKey() {
    return IntStream.range(0, keys.length)
        .boxed()
        .sorted(Comparator.comparingLong(r -> keys[r]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
