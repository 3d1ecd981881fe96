package dev.neurite.spark.train;

import java.io.Serializable;

/**
 * What came of a step in one block.
 *
 * @param first the number of its first shard
 * @param checksum of its rows
 * @param losses of its shards
 * @param right decisions that were right
 * @param decided decisions
 * @param trouble where a number stopped being finite, or empty
 * @param gradients the sum, as floats in this machine's order; nothing if no shard had rows
 * @param nanoseconds it took
 * @param kernels which executor runs which kernels and why, when the network was made; else null
 */
record StepPart(
    int first,
    long checksum,
    double[] losses,
    long right,
    long decided,
    String trouble,
    byte[] gradients,
    long nanoseconds,
    String kernels)
    implements Serializable {

  /** Of a block without rows. */
  static StepPart none(BlockSummary block) {
    return new StepPart(
        block.first(),
        block.checksum(),
        new double[block.rows().length],
        0,
        0,
        "",
        new byte[0],
        0,
        null);
  }
}
