package dev.neurite.spark.train;

import java.io.Serializable;

/**
 * A step, as {@link dev.neurite.train.ShardStep#begin} takes it.
 *
 * @param epoch from 1
 * @param index in the epoch, from 0
 * @param number in the run, from 1
 * @param weight Σw over the rows of all shards
 */
record StepRequest(int epoch, int index, long number, double weight) implements Serializable {}
