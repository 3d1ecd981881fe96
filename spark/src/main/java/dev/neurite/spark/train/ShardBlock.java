package dev.neurite.spark.train;

import dev.neurite.data.DatasetBuilder;
import dev.neurite.linear.LinearPass;
import dev.neurite.train.ShardPlan;
import dev.neurite.train.ShardRows;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32C;
import org.apache.spark.util.KnownSizeEstimation;
import scala.Tuple2;

/**
 * The rows of neighbouring shards in the memory of an executor: the one element of a partition that
 * is cached, and never written.
 *
 * <p>Rows are off-heap, and Spark is told how large they are. They don't travel: an executor that
 * needs them makes the block anew, by key, and so with the same content.
 */
final class ShardBlock implements KnownSizeEstimation {
  private static final Cleaner CLEANER = Cleaner.create();

  private final ShardRows rows; // null if there are none
  private final BlockSummary summary;
  private final long bytes;
  private final ReplicaSlot slot = new ReplicaSlot();
  private final SumsSlot sums = new SumsSlot();

  private ShardBlock(ShardRows rows, BlockSummary summary, long bytes) {
    this.rows = rows;
    this.summary = summary;
    this.bytes = bytes;
    CLEANER.register(this, slot::close);
    CLEANER.register(this, sums::close);
  }

  /**
   * Takes up rows in ascending order of their keys, to the first that is none.
   *
   * @param first the number of the first shard
   * @param count of the shards
   */
  static ShardBlock of(
      RowPacker packer, int shards, int first, int count, Iterator<Tuple2<Long, byte[]>> packed) {
    DatasetBuilder builder =
        packer.labels().isEmpty()
            ? DatasetBuilder.regression(packer.in(), packer.targetColumns())
            : DatasetBuilder.classification(packer.in(), packer.labels());
    float[] x = new float[packer.in()];
    float[] t = new float[packer.targetColumns()];
    int[] shardOfRow = new int[16];
    int[] sizes = new int[count];
    CRC32C[] checksums = new CRC32C[count];
    Arrays.setAll(checksums, s -> new CRC32C());
    ByteBuffer keyBytes = ByteBuffer.allocate(Long.BYTES);
    long previous = 0;
    int n = 0;
    while (packed.hasNext()) {
      Tuple2<Long, byte[]> row = packed.next();
      long key = row._1();
      String fault = RowPacker.fault(row._2());
      if (fault == null && n > 0 && key == previous) {
        fault = "two rows have the " + packer.key() + " " + key + "; a key tells rows apart";
      }
      if (fault != null) {
        return new ShardBlock(null, new BlockSummary(first, sizes, new long[count], fault, key), 0);
      }
      packer.unpack(row._2(), x, t);
      builder.add(x, t);
      shardOfRow = n == shardOfRow.length ? Arrays.copyOf(shardOfRow, 2 * n) : shardOfRow;
      shardOfRow[n] = ShardPlan.shardOf(key, shards);
      int shard = shardOfRow[n] - first;
      sizes[shard]++;
      checksums[shard].update(keyBytes.putLong(0, key).rewind());
      checksums[shard].update(row._2());
      previous = key;
      n++;
    }
    long[] values = Arrays.stream(checksums).mapToLong(CRC32C::getValue).toArray();
    BlockSummary summary = new BlockSummary(first, sizes, values, null, 0);
    if (n == 0) {
      return new ShardBlock(null, summary, 0);
    }
    ShardRows rows = ShardRows.sorted(builder.build(), first, count, Arrays.copyOf(shardOfRow, n));
    long rowBytes = (long) Float.BYTES * (packer.in() + packer.targetColumns()) + Integer.BYTES;
    return new ShardBlock(rows, summary, n * rowBytes);
  }

  /** What the driver is to know. */
  BlockSummary summary() {
    return summary;
  }

  /** Computes a step; the network of the run is made when it is needed first. */
  StepPart step(RunSetup setup, StepRequest request, byte[] parameters) {
    return slot.step(rows, summary, setup, request, parameters);
  }

  /** Takes a sum over the rows. */
  SumPart sum(LinearPass pass) {
    return sums.sum(rows, summary, pass);
  }

  /** Gives the memory of a run back. */
  void release(long run) {
    slot.release(run);
  }

  @Override
  public long estimatedSize() {
    return bytes;
  }
}
