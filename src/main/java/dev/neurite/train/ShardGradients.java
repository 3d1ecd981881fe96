package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.loss.Loss;
import dev.neurite.network.Network;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Computes the gradients of consecutive shards where their rows lie.
 *
 * <p>One step is the same wherever it is computed; each shard's gradient is that of its part of the
 * mean over the rows of all shards, and they are added by a {@link GradientTree}. Nothing is
 * allocated per step but in the first of an epoch. One caller at a time; the network is used by
 * this object alone.
 */
public final class ShardGradients {
  private final Network network;
  private final ShardRows rows;
  private final ShardPlan plan;
  private final Batch batch;
  private final Pass pass;
  private final Tally tally;
  private final ParameterVector vector;
  private final GradientTree tree;
  private final RunningStatistics statistics;
  private final int[][] order;
  private int epoch;

  /**
   * Memory comes from the arena.
   *
   * @throws IllegalArgumentException if the rows don't fit the network or the loss
   */
  public ShardGradients(Arena arena, Network network, Loss loss, ShardRows rows, ShardPlan plan) {
    this.network = Check.notNull("sharding", "network", network);
    this.rows = Check.notNull("sharding", "rows", rows);
    this.plan = Check.notNull("sharding", "plan", plan);
    DataCheck.refuse("sharding", network, loss, rows.data());
    int capacity = Math.min(plan.rowsPerStep(), rows.data().rows());
    this.batch = new Batch(arena, network, rows.data().outputs(), capacity);
    this.batch.of(rows.data());
    this.pass = new Pass(network, loss, plan.seed());
    this.tally = new Tally(loss, network);
    this.vector = new ParameterVector(network);
    this.tree = new GradientTree(arena, network.kernels(), vector.elements(), rows.count());
    this.statistics = new RunningStatistics(arena, network);
    this.order = new int[rows.count()][];
  }

  /** Σw over the rows of a step in these shards, added by shards, in their order. */
  public double weight(int epochNumber, int index) {
    double sum = 0;
    for (int i = 0; i < order.length; i++) {
      sum += shardWeight(epochNumber, index, rows.first() + i);
    }
    return sum;
  }

  /** Σw over the rows of a step in one of these shards. */
  public double shardWeight(int epochNumber, int index, int shard) {
    beginEpoch(epochNumber);
    int[] of = order[shard - rows.first()];
    return batch.weightOf(of, plan.from(index), plan.rows(index, of.length));
  }

  /**
   * Losses, decisions and the sum of the gradients of a step, with the parameters the network has.
   * Running statistics of the network follow the shards, in their order, unless a loss is not
   * finite: then the step stops there.
   */
  public void step(ShardStep step) {
    beginEpoch(step.epoch());
    statistics.keep();
    tally.reset();
    for (int i = 0; i < order.length; i++) {
      int count = plan.rows(step.index(), order[i].length);
      if (count == 0) {
        tree.push(false);
        continue;
      }
      double loss = shard(step, i, count);
      step.loss(rows.first() + i, loss);
      if (!Double.isFinite(loss)) {
        statistics.restore();
        step.trouble(Divergence.where(network, count));
        break;
      }
      vector.copyGradientsTo(tree.leaf());
      tree.push(true);
    }
    step.count(tally.right(), tally.decided());
    tree.finish(step.gradients().segment());
  }

  private double shard(ShardStep step, int i, int count) {
    batch.gather(order[i], plan.from(step.index()), count, step.weight());
    MemorySegment z = pass.forward(batch, step.number() * plan.shards() + rows.first() + i);
    tally.addClasses(batch, z);
    return pass.gradients(batch, z);
  }

  private void beginEpoch(int number) {
    if (number == epoch) {
      return;
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = rows.order(rows.first() + i);
      plan.shuffle(number, rows.first() + i, order[i]);
    }
    epoch = number;
  }
}
