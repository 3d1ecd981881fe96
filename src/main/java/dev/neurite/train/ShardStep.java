package dev.neurite.train;

import dev.neurite.check.Check;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.Arrays;

/** A step of a run by shards: which one, and what came of it. One caller at a time. */
public final class ShardStep {
  private final int first;
  private final double[] losses;
  private final Tensor gradients;
  private int epoch;
  private int index;
  private long number;
  private double weight;
  private int noted;
  private long right;
  private long decided;
  private String trouble = "";

  /**
   * Room for what comes of the steps of consecutive shards.
   *
   * @param first the number of the first shard
   * @param count of the shards
   * @param parameters of the network, all elements together
   */
  public ShardStep(Arena arena, int first, int count, int parameters) {
    this.first = Check.size("sharding", "first", first);
    this.losses = new double[Check.positive("sharding", "count", count)];
    this.gradients = Tensor.allocate(arena, parameters);
  }

  /**
   * Begins the next step: nothing has come of it yet.
   *
   * @param epoch from 1
   * @param index in the epoch, from 0
   * @param number in the run, from 1: what dropout goes by
   * @param weight Σw over the rows of all shards
   */
  public void begin(int epoch, int index, long number, double weight) {
    this.epoch = epoch;
    this.index = index;
    this.number = number;
    this.weight = weight;
    this.noted = 0;
    this.right = 0;
    this.decided = 0;
    this.trouble = "";
    Arrays.fill(losses, 0);
  }

  /** The epoch, from 1. */
  public int epoch() {
    return epoch;
  }

  /** The number of the step in its epoch, from 0. */
  public int index() {
    return index;
  }

  /** The number of the step in the run, from 1. */
  public long number() {
    return number;
  }

  /** Σw over the rows of all shards. */
  public double weight() {
    return weight;
  }

  /**
   * Notes the loss of a shard's rows: their share of the mean over the step.
   *
   * @param shard its number
   */
  public void loss(int shard, double loss) {
    losses[shard - first] = loss;
    noted++;
  }

  /** True if no loss has been noted: none of the shards has rows for this step. */
  public boolean isEmpty() {
    return noted == 0;
  }

  /** The loss of a shard that has been noted, else 0. */
  public double loss(int shard) {
    return losses[shard - first];
  }

  /** The mean loss of the step: the shards' losses, added in their order. */
  public double loss() {
    double sum = 0;
    for (double loss : losses) {
      sum += loss;
    }
    return sum;
  }

  /** Counts decisions of the outputs for a class, and how many of them were right. */
  public void count(long rightOnes, long all) {
    right += rightOnes;
    decided += all;
  }

  /** Decisions that were right. */
  public long right() {
    return right;
  }

  /** Decisions. */
  public long decided() {
    return decided;
  }

  /** Says, once, where a number stopped being finite; the gradients then mean nothing. */
  public void trouble(String where) {
    if (trouble.isEmpty()) {
      trouble = where;
    }
  }

  /** Where a number stopped being finite; empty if none did. */
  public String trouble() {
    return trouble;
  }

  /** The sum of the gradients, laid out as {@link ParameterVector} says: to be written. */
  public Tensor gradients() {
    return gradients;
  }
}
