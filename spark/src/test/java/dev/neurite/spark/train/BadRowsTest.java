package dev.neurite.spark.train;

import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.layer.Layers;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.spark.TestSession;
import dev.neurite.train.Trainer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What can't be trained on is said once, on the driver, with the row's key. */
class BadRowsTest {
  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);

  private static String message(Executable code) {
    return assertThrows(IllegalArgumentException.class, code).getMessage();
  }

  private static float[] ones(int n) {
    float[] x = new float[n];
    Arrays.fill(x, 1);
    return x;
  }

  /** The message about two good rows and these. */
  private String about(Row... bad) {
    List<Row> rows = new ArrayList<>(List.of(bad));
    rows.add(SampleRows.row(1, ones(9), 0));
    rows.add(SampleRows.row(2, ones(9), 1));
    Dataset<Row> frame = spark.createDataFrame(rows, SampleRows.SCHEMA);
    return message(() -> SampleRows.cut(frame).cut(4).close());
  }

  @Test
  void theFirstRowByKeyThatIsNoneIsNamed() {
    float[] infinite = ones(9);
    infinite[4] = Float.NEGATIVE_INFINITY;
    assertEquals(
        List.of(
            "spark shards: the row with id 17: kind is 3; classes are 0 to 2",
            "spark shards: the row with id 5: kind is null",
            "spark shards: the row with id -9: x has 8 elements, expected 9",
            "spark shards: the row with id 6: x[4] is -Infinity, which is no finite number",
            "spark shards: the row with id 6: x is null",
            "spark shards: two rows have the id 2; a key tells rows apart"),
        List.of(
            about(SampleRows.row(17, ones(9), 3), SampleRows.row(18, ones(9), -1)),
            about(SampleRows.row(5, ones(9), null)),
            about(SampleRows.row(-9, ones(8), 0), SampleRows.row(3, ones(9), 9)),
            about(SampleRows.row(6, infinite, 0)),
            about(SampleRows.row(6, null, 0)),
            about(SampleRows.row(2, ones(9), 1))));
  }

  @Test
  void aCutThatFailsLeavesNothingInTheCluster() {
    int before = spark.sparkContext().getPersistentRDDs().size();
    Dataset<Row> failing =
        SampleRows.frame(spark).withColumn("kind", expr("cast(raise_error('gone') as int)"));
    Exception thrown = assertThrows(Exception.class, () -> SampleRows.cut(failing).cut(4).close());
    assertTrue(thrown.toString().contains("gone"), thrown.toString());
    assertEquals(before, spark.sparkContext().getPersistentRDDs().size());
  }

  @Test
  void columnsThatDoNotFitAreRefusedBeforeAnyTask() {
    Dataset<Row> frame = SampleRows.frame(spark);
    assertEquals(
        List.of(
            "spark shards: there is no column \"key\", only id, x, kind, name",
            "spark shards: column \"name\" is STRING, needed is a whole number to tell rows apart;"
                + " xxhash64(name) makes one",
            "spark shards: column \"name\" is STRING, needed is array<float> or array<double>",
            "spark shards: column \"name\" is STRING, needed is a number; cast it",
            "spark shards: column \"x\" is ARRAY<FLOAT>, needed is a whole number, the index of a"
                + " class",
            "spark shards: no key; say which column tells rows apart: key(\"id\")",
            "spark shards: shards must be 1 or more, got 0"),
        List.of(
            message(() -> SparkShards.of(frame).key("key")),
            message(() -> SparkShards.of(frame).key("name")),
            message(() -> SparkShards.of(frame).features("name", 3)),
            message(() -> SparkShards.of(frame).features(List.of("id", "name"))),
            message(() -> SparkShards.of(frame).classes("x", 3)),
            message(() -> SparkShards.of(frame).cut(2).close()),
            message(() -> SampleRows.cut(frame).cut(0).close())));
  }

  @Test
  void aNetworkThatDoesNotFitIsRefusedBeforeTheFirstStep() {
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(4);
        Network narrow = Network.of(8, Layers.dense(3));
        Network normalised = Network.of(9, Layers.batchNorm(), Layers.dense(3))) {
      assertEquals(
          "trainer: the network takes 8 features, the data has 9",
          message(() -> Trainer.of(narrow, new SoftmaxCrossEntropy()).fit(shards)));
      assertEquals(
          "spark shards: running statistics, as batch norm has them, go from shard to shard and"
              + " can't be had from several executors at once; use layer norm",
          message(() -> Trainer.of(normalised, new SoftmaxCrossEntropy()).fit(shards)));
    }
  }
}
