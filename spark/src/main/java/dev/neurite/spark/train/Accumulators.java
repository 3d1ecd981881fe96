package dev.neurite.spark.train;

import java.io.Serializable;
import org.apache.spark.SparkContext;
import org.apache.spark.util.DoubleAccumulator;
import org.apache.spark.util.LongAccumulator;

/**
 * What tasks count, as Spark's own page shows it by stage.
 *
 * @param rows that were trained on
 * @param seconds in Neurite, of all tasks together
 */
record Accumulators(LongAccumulator rows, DoubleAccumulator seconds) implements Serializable {

  static Accumulators of(SparkContext context) {
    return new Accumulators(
        context.longAccumulator("neurite: rows"), context.doubleAccumulator("neurite: seconds"));
  }
}
