package dev.neurite.spark.train;

import java.io.Serializable;

/**
 * What the driver knows of a block.
 *
 * @param first the number of its first shard
 * @param rows of each shard
 * @param checksum of its rows
 * @param fault what is wrong with a row, null if nothing is
 * @param faultKey the key of that row
 */
record BlockSummary(int first, int[] rows, long checksum, String fault, long faultKey)
    implements Serializable {}
