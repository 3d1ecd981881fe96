package dev.neurite.spark.train;

import dev.neurite.linear.LinearPass;
import dev.neurite.linear.LinearSource;
import dev.neurite.linear.ShardSums;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import dev.neurite.train.ShardPlan;
import dev.neurite.train.ShardSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;

/**
 * Rows of a data frame, cut into shards that lie in the memory of a cluster's executors.
 *
 * <pre>{@code
 * try (SparkShards shards =
 *     SparkShards.of(frame).key("id").features("pixels", 784).classes("digit", 10).cut(16)) {
 *   Trainer.of(network, new SoftmaxCrossEntropy()).epochs(5).batch(512).fit(shards);
 * }
 * }</pre>
 *
 * <p>Training has the bits of {@code Trainer.sharding} on the same rows, keys and S, whatever the
 * number of executors, and when some are lost: a block that is gone is made anew from the frame,
 * which must give the same rows again; if it doesn't, the run ends with an error. One caller at a
 * time.
 */
public final class SparkShards implements ShardSource, LinearSource, AutoCloseable {
  private static final AtomicLong RUNS = new AtomicLong(System.nanoTime());

  private final JavaSparkContext context;
  private final JavaRDD<ShardBlock> blocks;
  private final List<BlockSummary> summaries;
  private final int in;
  private final int targetColumns;
  private final List<String> labels;
  private final int[] rows;
  private final Watch watch;

  private SparkShards(
      JavaSparkContext context,
      JavaRDD<ShardBlock> blocks,
      List<BlockSummary> summaries,
      RowPacker packer) {
    this.context = context;
    this.blocks = blocks;
    this.summaries = summaries;
    this.in = packer.in();
    this.targetColumns = packer.targetColumns();
    this.labels = packer.labels();
    this.rows = summaries.stream().flatMapToInt(b -> IntStream.of(b.rows())).toArray();
    this.watch = new Watch(context.sc());
  }

  /** Begins to say which columns are what. */
  public static ShardCut of(Dataset<Row> frame) {
    if (frame == null) {
      throw new IllegalArgumentException("spark shards: frame must not be null");
    }
    return new ShardCut(frame);
  }

  static SparkShards cut(
      SparkSession session, Dataset<Row> frame, RowPacker packer, int shards, int blockSize) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    JavaRDD<InternalRow> internal = frame.queryExecution().toRdd().toJavaRDD();
    JavaPairRDD<Long, byte[]> moved =
        internal
            .mapToPair(packer::pack)
            .repartitionAndSortWithinPartitions(new ShardPartitioner(shards, blockSize));
    ((ShuffledRDD<?, ?, ?>) moved.rdd()).setSerializer(new KryoSerializer(context.getConf()));
    JavaRDD<ShardBlock> blocks =
        moved
            .mapPartitionsWithIndex(
                (part, packed) -> {
                  int first = part * blockSize;
                  int count = Math.min(blockSize, shards - first);
                  return List.of(ShardBlock.of(packer, shards, first, count, packed)).iterator();
                },
                true)
            .setName("Neurite: " + shards + " shards")
            .persist(StorageLevel.MEMORY_ONLY());
    boolean whole = false;
    try {
      List<BlockSummary> summaries =
          Jobs.run(
              context,
              "neurite: cuts rows into " + shards + " shards",
              () -> blocks.map(ShardBlock::summary).collect());
      refuse(summaries);
      SparkShards cut = new SparkShards(context, blocks, summaries, packer);
      whole = true;
      return cut;
    } finally { // Spark throws checked exceptions that it doesn't declare
      if (!whole) {
        blocks.unpersist(false);
      }
    }
  }

  /** Says what is wrong with the first row, by key, that something is wrong with. */
  private static void refuse(List<BlockSummary> summaries) {
    BlockSummary worst = null;
    long rows = 0;
    for (BlockSummary block : summaries) {
      rows += IntStream.of(block.rows()).sum();
      if (block.fault() != null && (worst == null || block.faultKey() < worst.faultKey())) {
        worst = block;
      }
    }
    if (worst != null) {
      throw new IllegalArgumentException("spark shards: " + worst.fault());
    }
    if (rows == 0) {
      throw new IllegalArgumentException("spark shards: the frame has no rows");
    }
  }

  @Override
  public int in() {
    return in;
  }

  @Override
  public int targetColumns() {
    return targetColumns;
  }

  @Override
  public int[] rows() {
    return rows.clone();
  }

  /** The numbers of rows and shards, and a checksum of all of them, with their keys. */
  @Override
  public String identity() {
    long[] checksums =
        summaries.stream().flatMapToLong(b -> Arrays.stream(b.checksums())).toArray();
    return rowCount()
        + " rows in "
        + rows.length
        + " shards, "
        + Integer.toHexString(Arrays.hashCode(checksums));
  }

  /** The number of partitions. */
  public int partitions() {
    return summaries.size();
  }

  /**
   * @throws IllegalArgumentException if the network has running statistics, as batch norm does:
   *     they go from shard to shard, which no two executors can do at once
   */
  @Override
  public Run begin(Network network, Loss loss, ShardPlan plan) {
    if (network.parameters().stream().anyMatch(p -> !p.trained())) {
      throw new IllegalArgumentException(
          "spark shards: running statistics, as batch norm has them, go from shard to shard and"
              + " can't be had from several executors at once; use layer norm");
    }
    RunSetup setup = RunSetup.of(RUNS.incrementAndGet(), network, loss, plan);
    return new SparkRun(context, blocks, summaries, network, plan, setup, watch);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public long rowCount() {
    return IntStream.of(rows).asLongStream().sum();
  }

  @Override
  public double[] sum(LinearPass pass) {
    long start = System.nanoTime();
    Broadcast<SumRequest> request = context.broadcast(SumRequest.of(pass));
    long sent = System.nanoTime();
    List<SumPart> parts;
    try {
      SumTask task = new SumTask(request, watch.accumulators());
      parts = Jobs.run(context, watch.describe(pass), () -> blocks.mapPartitions(task).collect());
    } finally {
      request.destroy();
    }
    long done = System.nanoTime();
    double[][] sums = new double[parts.size()][];
    for (int i = 0; i < sums.length; i++) {
      SumPart part = parts.get(i);
      block(summaries, part.first(), part.checksum());
      watch.part((long) Double.BYTES * part.sum().length, part.nanoseconds(), 0, part.kernels());
      sums[i] = part.sum().length == 0 ? null : part.sum();
    }
    double[] sum = ShardSums.add(sums);
    watch.step(sent - start, done - sent, System.nanoTime() - done);
    return sum;
  }

  /** The block with this first shard; refuses one whose rows have become others. */
  static BlockSummary block(List<BlockSummary> summaries, int first, long checksum) {
    BlockSummary block = summaries.get(first / summaries.getFirst().rows().length);
    if (checksum != block.checksum()) {
      throw new IllegalStateException(
          "spark shards: the rows of the shards from "
              + first
              + " on are others now that they had to be read again; write the frame to files"
              + " first, so that it gives the same rows every time");
    }
    return block;
  }

  /** What happened so far, in all runs over these shards. */
  public TrainingSummary summary() {
    return watch.summary();
  }

  /** Takes the rows out of the executors' memory. Idempotent. */
  @Override
  public void close() {
    blocks.unpersist(false);
  }
}
