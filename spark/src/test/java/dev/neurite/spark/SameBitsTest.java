package dev.neurite.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.activation.Activations;
import dev.neurite.serve.Predictor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** The answers of two processes have the bits that a predictor in this one gives. */
class SameBitsTest {
  private static final int IN = 17;
  private static final int COUNT = 1000;

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final Dataset<Row> rows = Rows.of(spark, COUNT, IN, 3);

  @Test
  void ofArraysOfFloats() {
    checkOutputs(Models.safetensors(1, IN, 4), rows, "features");
  }

  @Test
  void ofAnOnnxFile() {
    check(
        Models.safetensors(1, IN, 4),
        SparkPredictor.of(Models.onnx(1, IN, 4))
            .features("features")
            .answer("y", Answer.OUTPUTS)
            .score(rows));
  }

  @Test
  void ofArraysOfDoubles() {
    checkOutputs(
        Models.safetensors(1, IN, 4),
        rows.withColumn("features", col("features").cast("array<double>")),
        "features");
  }

  @Test
  void ofAColumnForEachFeature() {
    checkOutputs(
        Models.safetensors(1, IN, 4),
        Rows.inColumns(rows, IN),
        IntStream.range(0, IN).mapToObj(i -> "f" + i).toArray(String[]::new));
  }

  @Test
  void ofRowsThatCameThroughAShuffleAndWhateverTheBatch() {
    Dataset<Row> shuffled = rows.repartition(3, col("id"));
    byte[] model = Models.safetensors(1, IN, 4);
    for (int batch : new int[] {1, 7, 1000}) {
      Dataset<Row> scored =
          SparkPredictor.of(model)
              .features("features")
              .answer("y", Answer.OUTPUTS)
              .batch(batch)
              .score(shuffled);
      check(model, scored);
    }
  }

  @Test
  void ofColumnsFoundByTheNamesInTheModel() {
    byte[] model = Models.safetensors(2, 3, 1, "f2", "f0", "f1");
    List<Row> scored =
        SparkPredictor.of(model)
            .answer("y", Answer.SCORE)
            .score(Rows.inColumns(rows, 3))
            .select("id", "y")
            .collectAsList();
    Predictor predictor = Models.local(model);
    for (Row row : scored) {
      float[] x = Rows.features(row.getLong(0), IN);
      assertSame(predictor.predict(new float[] {x[2], x[0], x[1]})[0], row.getFloat(1));
    }
    assertEquals(COUNT, scored.size());
  }

  @Test
  void ofScoresClassesAndProbabilities() {
    byte[] softmax = Models.endingIn(Activations.SOFTMAX, 3, IN, 5);
    List<Row> several =
        SparkPredictor.of(softmax)
            .features("features")
            .answer("class", Answer.CLASS)
            .answer("p", Answer.PROBABILITIES)
            .score(rows)
            .select("id", "class", "p")
            .collectAsList();
    Predictor predictor = Models.local(softmax);
    for (Row row : several) {
      float[] x = Rows.features(row.getLong(0), IN);
      assertEquals(predictor.predictClass(x), row.getInt(1));
      assertArrayEquals(bits(predictor.predict(x)), bits(row.getList(2)));
    }

    byte[] sigmoid = Models.endingIn(Activations.SIGMOID, 4, IN, 1);
    List<Row> one =
        SparkPredictor.of(sigmoid)
            .features("features")
            .answer("class", Answer.CLASS)
            .answer("p", Answer.SCORE)
            .score(rows)
            .select("id", "class", "p")
            .collectAsList();
    Predictor binary = Models.local(sigmoid);
    int ones = 0;
    for (Row row : one) {
      float[] x = Rows.features(row.getLong(0), IN);
      assertEquals(binary.predictClass(x), row.getInt(1));
      assertSame(binary.score(x), row.getFloat(2));
      ones += row.getInt(1);
    }
    assertEquals(COUNT, one.size());
    assertEquals(true, ones > 0 && ones < COUNT, "both classes occur");
  }

  @Test
  void ofAFunctionInSql() {
    byte[] model = Models.safetensors(1, IN, 4);
    SparkPredictor predictor = SparkPredictor.of(model);
    predictor.register(spark, "outputs_of", Answer.OUTPUTS);
    predictor.register(spark, "class_of", Answer.CLASS);
    rows.createOrReplaceTempView("sql_rows");
    Dataset<Row> scored =
        spark.sql("select id, outputs_of(features) as y, class_of(features) as c from sql_rows");
    check(model, scored);

    Predictor local = Models.local(model);
    for (Row row : scored.select("id", "c").collectAsList()) {
      assertEquals(local.predictClass(Rows.features(row.getLong(0), IN)), row.getInt(1));
    }
    String columns = String.join(", ", IntStream.range(0, IN).mapToObj(i -> "f" + i).toList());
    check(
        model,
        Rows.inColumns(rows, IN).select(col("id"), expr("outputs_of(" + columns + ")").as("y")));
  }

  @Test
  void whereTheAnswersAreFilteredJoinedAndAggregated() {
    byte[] model = Models.safetensors(1, IN, 4);
    Dataset<Row> scored =
        SparkPredictor.of(model)
            .features("features")
            .answer("y", Answer.OUTPUTS)
            .answer("c", Answer.CLASS)
            .score(rows);
    check(
        model,
        scored
            .as("a")
            .join(scored.as("b"), col("a.id").equalTo(col("b.id")))
            .select("a.id", "b.y"));
    long perClass =
        scored.groupBy("c").count().collectAsList().stream().mapToLong(r -> r.getLong(1)).sum();
    assertEquals(COUNT, perClass);
    long first = scored.where("c = 0").count();
    assertEquals(first, scored.where("y[0] > y[1] and y[0] > y[2] and y[0] > y[3]").count());
    assertEquals(3, scored.limit(3).collectAsList().size());
  }

  private static void checkOutputs(byte[] model, Dataset<Row> rows, String... features) {
    check(
        model, SparkPredictor.of(model).features(features).answer("y", Answer.OUTPUTS).score(rows));
  }

  /** Every row is there once, with the bits of a local predictor. */
  private static void check(byte[] model, Dataset<Row> scored) {
    Predictor predictor = Models.local(model);
    List<Row> got =
        scored.select("id", "y").collectAsList().stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(0)))
            .toList();
    assertEquals(COUNT, got.size());
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i, got.get(i).getLong(0));
      assertArrayEquals(
          bits(predictor.predict(Rows.features(i, IN))), bits(got.get(i).getList(1)), "row " + i);
    }
  }

  private static void assertSame(float expected, float got) {
    assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(got));
  }

  private static int[] bits(float[] values) {
    return IntStream.range(0, values.length).map(i -> Float.floatToRawIntBits(values[i])).toArray();
  }

  private static int[] bits(List<Float> values) {
    return values.stream().mapToInt(Float::floatToRawIntBits).toArray();
  }
}
