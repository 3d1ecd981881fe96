package dev.neurite.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_repeat;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.when;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Rows that the model can't take end the job with their context, or have no answer and count. */
class UnfitRowsTest {
  private static final int IN = 17;

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final Dataset<Row> good = Rows.of(spark, 100, IN, 2);
  private final SparkPredictor model =
      SparkPredictor.of(Models.safetensors(1, IN, 4))
          .features("features")
          .answer("class", Answer.CLASS)
          .answer("y", Answer.OUTPUTS);

  /** Row 3 is null, row 60 has an element too few, row 99 a null among its elements. */
  private Dataset<Row> bad() {
    Column features = col("features");
    return good.withColumn(
        "features",
        when(col("id").equalTo(3), lit(null))
            .when(col("id").equalTo(60), slice(features, 1, IN - 1))
            .when(
                col("id").equalTo(99),
                concat(slice(features, 1, IN - 1), array(lit(null).cast("float"))))
            .otherwise(features));
  }

  @Test
  void haveNullsAndAreCountedIfAskedFor() {
    List<Row> rows = model.unfit(Unfit.NULL).score(bad()).collectAsList();
    assertEquals(100, rows.size());
    Set<Long> withoutAnswer =
        rows.stream().filter(r -> r.isNullAt(2)).map(r -> r.getLong(0)).collect(Collectors.toSet());
    assertEquals(Set.of(3L, 60L, 99L), withoutAnswer);
    rows.forEach(r -> assertEquals(r.isNullAt(2), r.isNullAt(3)));
    assertEquals(3, model.summary().unfit());
    assertEquals(100, model.summary().rows());
    assertEquals(2, model.summary().tasks());
  }

  @Test
  void endTheJobWithTheirContextOtherwise() {
    String message = failure(model.score(bad().where("id <> 3 and id <> 99")));
    assertTrue(message.contains("row 10 of partition 1 doesn't fit"), message);
    assertTrue(message.contains("features has 16 elements, the model takes 17"), message);
    assertTrue(message.contains("[id=60]"), message);
    message = failure(model.score(bad().where("id = 3")));
    assertTrue(message.contains("features is null; the row is [id=3]"), message);
    message = failure(model.score(bad().where("id = 99")));
    assertTrue(message.contains("element 16 of features is null; the row is [id=99]"), message);
  }

  @Test
  void areTheSameForAFunctionOfSql() {
    model.unfit(Unfit.NULL).register(spark, "lenient", Answer.CLASS);
    model.register(spark, "strict", Answer.CLASS);
    bad().createOrReplaceTempView("bad_rows");
    List<Row> rows = spark.sql("select id, lenient(features) from bad_rows").collectAsList();
    assertEquals(
        Set.of(3L, 60L, 99L),
        rows.stream()
            .filter(r -> r.isNullAt(1))
            .map(r -> r.getLong(0))
            .collect(Collectors.toSet()));
    String message = failure(spark.sql("select strict(features) from bad_rows where id = 60"));
    assertTrue(message.contains("the array has 16 elements, the model takes 17"), message);
  }

  @Test
  void areNotThoseWithNaN() {
    Row row =
        model
            .score(good.limit(1).withColumn("features", array_repeat(lit(Float.NaN), IN)))
            .collectAsList()
            .getFirst();
    assertEquals(-1, row.getInt(2));
    assertFalse(row.isNullAt(3));
  }

  private static String failure(Dataset<Row> rows) {
    Throwable thrown = assertThrows(Exception.class, rows::collectAsList);
    StringBuilder messages = new StringBuilder();
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      messages.append(t.getMessage()).append('\n');
    }
    return messages.toString();
  }
}
