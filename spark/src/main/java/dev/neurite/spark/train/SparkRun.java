package dev.neurite.spark.train;

import dev.neurite.network.Network;
import dev.neurite.train.GradientTree;
import dev.neurite.train.ParameterVector;
import dev.neurite.train.ShardPlan;
import dev.neurite.train.ShardSource;
import dev.neurite.train.ShardStep;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/** A run over shards in a cluster, seen from the driver: a job for each step. */
final class SparkRun implements ShardSource.Run {
  private final JavaSparkContext context;
  private final JavaRDD<ShardBlock> blocks;
  private final List<BlockSummary> summaries;
  private final ShardPlan plan;
  private final RunSetup setup;
  private final Broadcast<RunSetup> setupBroadcast;
  private final Watch watch;
  private final Arena arena = Arena.ofShared();
  private final ParameterVector vector;
  private final GradientTree tree;
  private final byte[] parameters;
  private double lastLoss = Double.NaN;

  SparkRun(
      JavaSparkContext context,
      JavaRDD<ShardBlock> blocks,
      List<BlockSummary> summaries,
      Network network,
      ShardPlan plan,
      RunSetup setup,
      Watch watch) {
    this.context = context;
    this.blocks = blocks;
    this.summaries = summaries;
    this.plan = plan;
    this.setup = setup;
    this.watch = watch;
    this.vector = new ParameterVector(network);
    this.tree = new GradientTree(arena, network.kernels(), vector.elements(), summaries.size());
    this.parameters = new byte[Math.multiplyExact(Float.BYTES, vector.elements())];
    this.setupBroadcast = context.broadcast(setup);
  }

  @Override
  public int count() {
    return plan.shards();
  }

  @Override
  public double weight(int epoch, int index) {
    long sum = 0;
    for (BlockSummary block : summaries) {
      for (int rows : block.rows()) {
        sum += plan.rows(index, rows);
      }
    }
    return sum;
  }

  @Override
  public void step(ShardStep step) {
    long start = System.nanoTime();
    vector.copyValuesTo(MemorySegment.ofArray(parameters));
    Broadcast<byte[]> weights = context.broadcast(parameters);
    long sent = System.nanoTime();
    StepRequest request = new StepRequest(step.epoch(), step.index(), step.number(), step.weight());
    List<StepPart> parts;
    try {
      StepTask task = new StepTask(setupBroadcast, weights, request, watch.accumulators());
      parts =
          Jobs.run(
              context,
              watch.describe(request, lastLoss),
              () -> blocks.mapPartitions(task).collect());
    } finally {
      weights.destroy();
    }
    long done = System.nanoTime();
    parts.forEach(part -> add(step, part));
    tree.finish(step.gradients().segment());
    lastLoss = step.loss();
    watch.step(sent - start, done - sent, System.nanoTime() - done);
  }

  private void add(ShardStep step, StepPart part) {
    BlockSummary block = SparkShards.block(summaries, part.first(), part.checksum());
    watch.part(part.gradients().length, part.nanoseconds(), part.fetched(), part.kernels());
    for (int i = 0; i < part.losses().length; i++) {
      if (plan.rows(step.index(), block.rows()[i]) > 0) {
        step.loss(part.first() + i, part.losses()[i]);
      }
    }
    step.count(part.right(), part.decided());
    if (!part.trouble().isEmpty()) {
      step.trouble(part.trouble());
    }
    boolean given = part.gradients().length > 0;
    if (given) {
      MemorySegment.copy(
          MemorySegment.ofArray(part.gradients()), 0, tree.leaf(), 0, part.gradients().length);
    }
    tree.push(given);
  }

  /** Gives the executors' networks and the driver's memory back. */
  @Override
  public void close() {
    try {
      if (!context.sc().isStopped()) {
        release(setup.run());
      }
    } finally {
      arena.close();
    }
  }

  private void release(long run) {
    try {
      Jobs.run(
          context,
          "neurite: gives memory back",
          () -> {
            blocks.foreach(block -> block.release(run));
            return null;
          });
    } finally {
      setupBroadcast.destroy();
    }
  }
}
