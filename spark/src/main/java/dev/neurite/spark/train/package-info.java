/**
 * Training where the rows lie: a cluster's executors compute the gradients of shards, the driver
 * adds them and steps the weights.
 *
 * <p>{@link dev.neurite.spark.train.SparkShards} cuts the rows of a data frame into shards and is a
 * {@link dev.neurite.train.ShardSource}: the trainer of networks, and the fits of logistic and
 * softmax regression, run over it as over rows that are here. Which rows a shard has and in which
 * order a step takes them are functions of keys, seed and position, and gradients are added by a
 * tree whose shape is that of the shards: so one seed gives the bits of {@link
 * dev.neurite.train.Trainer#sharding} on one machine, whatever the number of executors, and when
 * tasks are run twice.
 *
 * <h2>Why</h2>
 *
 * A partition of the cached RDD is one object with its rows packed off-heap, whose size Spark is
 * told; neighbouring shards share a partition, so that what a task sends back is one gradient, not
 * one for each shard. Parameters travel as one broadcast per step, which is destroyed after it. The
 * driver adds as many gradients as there are partitions: with hundreds of them this is what
 * saturates first.
 */
package dev.neurite.spark.train;
