package dev.neurite.spark.train;

import java.io.Serializable;

/**
 * A sum over the rows of a block.
 *
 * @param first the number of its first shard
 * @param checksum of its rows
 * @param sum nothing if there are no rows
 * @param nanoseconds it took
 * @param kernels which executor runs which kernels and why, when they were started; else null
 */
record SumPart(int first, long checksum, double[] sum, long nanoseconds, String kernels)
    implements Serializable {}
