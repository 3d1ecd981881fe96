package dev.neurite.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.neurite.serve.Predictor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Streaming queries: as one step of the plan, and with a model that is swapped between batches. */
class StreamTest {
  private static final int IN = 17;

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final byte[] first = Models.safetensors(1, IN, 4);
  private final byte[] second = Models.safetensors(9, IN, 4);

  @TempDir Path folder;
  private Dataset<Row> stream;

  /** Two files, and one of them in each micro-batch. */
  @BeforeEach
  void write() {
    Dataset<Row> rows = Rows.of(spark, 200, IN, 1);
    String files = folder.resolve("rows").toString();
    rows.where("id < 100").write().mode("append").parquet(files);
    rows.where("id >= 100").write().mode("append").parquet(files);
    stream =
        spark.readStream().schema(rows.schema()).option("maxFilesPerTrigger", 1).parquet(files);
  }

  @Test
  void swapsTheModelBetweenMicroBatches() throws Exception {
    ScoringStream scoring = ScoringStream.of(predictor(first));
    SparkPredictor next = predictor(second);
    SparkPredictor before = scoring.current();
    Map<Long, Map<Long, Integer>> batches = new ConcurrentHashMap<>();
    stream
        .writeStream()
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .foreachBatch(
            scoring.into((scored, number) -> {
              batches.put(number, classes(scored.select("id", "class").collectAsList()));
              scoring.publish(next);
            }))
        .start()
        .awaitTermination();

    assertEquals(2, batches.size());
    assertEquals(expected(first, batches.get(0L)), batches.get(0L));
    assertEquals(expected(second, batches.get(1L)), batches.get(1L));
    assertEquals(200, batches.get(0L).size() + batches.get(1L).size());
    assertEquals(next.hash(), scoring.current().hash());
    assertThrows(IllegalStateException.class, () -> before.score(Rows.of(spark, 1, IN, 1)));
  }

  @Test
  void areScoredAsAStepOfTheirPlanToo() throws Exception {
    SparkPredictor model = predictor(first);
    String scored = folder.resolve("scored").toString();
    model
        .score(stream)
        .drop("features")
        .writeStream()
        .format("parquet")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .start(scored)
        .awaitTermination();

    Map<Long, Integer> got =
        classes(spark.read().parquet(scored).select("id", "class").collectAsList());
    assertEquals(200, got.size());
    assertEquals(expected(first, got), got);
    assertEquals(200, model.summary().rows());
  }

  private static SparkPredictor predictor(byte[] model) {
    return SparkPredictor.of(model).features("features").answer("class", Answer.CLASS);
  }

  private static Map<Long, Integer> classes(List<Row> rows) {
    return rows.stream().collect(Collectors.toMap(r -> r.getLong(0), r -> r.getInt(1)));
  }

  private static Map<Long, Integer> expected(byte[] model, Map<Long, Integer> ids) {
    Predictor local = Models.local(model);
    Map<Long, Integer> classes = new TreeMap<>();
    for (long id : ids.keySet()) {
      classes.put(id, local.predictClass(Rows.features(id, IN)));
    }
    return classes;
  }
}
