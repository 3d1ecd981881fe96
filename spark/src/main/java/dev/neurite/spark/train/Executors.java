package dev.neurite.spark.train;

import dev.neurite.backend.Backend;
import org.apache.spark.SparkEnv;

/** What is to be known of an executor. */
final class Executors {
  private Executors() {}

  /** Which one this is, which kernels it runs, and why. */
  static String describe(Backend.Report report) {
    return "executor " + SparkEnv.get().executorId() + ": " + report;
  }
}
