/** Neurite inside Apache Spark: Spark moves the data, schedules and retries; Neurite computes. */
package dev.neurite.spark;
