package dev.neurite.spark.train;

import dev.neurite.backend.Backend;
import dev.neurite.linear.LinearPass;
import dev.neurite.linear.ShardSums;
import dev.neurite.train.ShardRows;

/** What a block takes sums with, once it has. Any thread may call it; one at a time. */
final class SumsSlot {
  private ShardSums sums;

  synchronized SumPart sum(ShardRows rows, BlockSummary summary, LinearPass pass) {
    long start = System.nanoTime();
    boolean fresh = sums == null && rows != null;
    if (fresh) {
      sums = new ShardSums(rows, Backend.automatic());
    }
    double[] sum = rows == null ? new double[0] : sums.sum(pass);
    return new SumPart(
        summary.first(),
        summary.checksum(),
        sum,
        System.nanoTime() - start,
        fresh ? Executors.describe(sums.report()) : null);
  }

  synchronized void close() {
    if (sums != null) {
      sums.close();
      sums = null;
    }
  }
}
