package dev.neurite.spark.train;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What the driver knows of a block.
 *
 * @param first the number of its first shard
 * @param rows of each shard
 * @param checksums of the rows of each shard
 * @param fault what is wrong with a row, null if nothing is
 * @param faultKey the key of that row
 */
record BlockSummary(int first, int[] rows, long[] checksums, String fault, long faultKey)
    implements Serializable {

  /** Of all rows. */
  long checksum() {
    return Arrays.hashCode(checksums);
  }
}
