package dev.neurite.spark.train;

import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;

/** Jobs with a description, as Spark's own page shows it. */
final class Jobs {
  private static final String DESCRIPTION = "spark.job.description";

  private Jobs() {}

  /** Runs a job, and puts the description back that was there. */
  static <T> T run(JavaSparkContext context, String description, Supplier<T> job) {
    String before = context.getLocalProperty(DESCRIPTION);
    context.setLocalProperty(DESCRIPTION, description);
    try {
      return job.get();
    } finally {
      context.setLocalProperty(DESCRIPTION, before);
    }
  }
}
