package dev.neurite.spark;

import static org.apache.spark.sql.functions.col;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.Tuple2;

/**
 * Rows of the tests: {@code id} and {@code features}, random numbers that depend on the id alone.
 */
final class Rows {
  private Rows() {}

  /** The features of a row. */
  static float[] features(long id, int in) {
    CounterRandom random = new CounterRandom(5, Purpose.SHUFFLE);
    float[] x = new float[in];
    for (int i = 0; i < in; i++) {
      x[i] = (float) random.normal(id, i);
    }
    return x;
  }

  /** Rows 0 to count − 1 in as many partitions as asked for. */
  static Dataset<Row> of(SparkSession spark, long count, int in, int partitions) {
    MapFunction<Long, Tuple2<Long, float[]>> row = id -> new Tuple2<>(id, features(id, in));
    return spark
        .range(0, count, 1, partitions)
        .as(Encoders.LONG())
        .map(row, Encoders.tuple(Encoders.LONG(), floats()))
        .toDF("id", "features");
  }

  @SuppressWarnings("unchecked")
  private static org.apache.spark.sql.Encoder<float[]> floats() {
    return (org.apache.spark.sql.Encoder<float[]>)
        (Object)
            new org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.ArrayEncoder<>(
                org.apache.spark.sql.catalyst.encoders.AgnosticEncoders.PrimitiveFloatEncoder$
                    .MODULE$,
                false);
  }

  /** The same with a column of doubles for each feature, {@code f0}, {@code f1}, …. */
  static Dataset<Row> inColumns(Dataset<Row> rows, int in) {
    Dataset<Row> wide = rows;
    for (int i = 0; i < in; i++) {
      wide = wide.withColumn("f" + i, col("features").getItem(i).cast("double"));
    }
    return wide.drop("features");
  }
}
