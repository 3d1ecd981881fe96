package dev.neurite.spark;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.io.onnx.OnnxException;
import dev.neurite.io.safetensors.SafetensorsException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What is wrong with a model or a schema is said on the driver, in one sentence; nothing runs. */
class DriverErrorsTest {
  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final Dataset<Row> rows = Rows.of(spark, 10, 17, 1);
  private final byte[] file = Models.safetensors(1, 17, 4);
  private final SparkPredictor model =
      SparkPredictor.of(file).features("features").answer("class", Answer.CLASS);

  @Test
  void ofADamagedModel() {
    byte[] damaged = file.clone();
    damaged[damaged.length - 1] ^= 1;
    assertTrue(
        assertThrows(SafetensorsException.class, () -> SparkPredictor.of(damaged))
            .getMessage()
            .startsWith("the model: "));
    byte[] short_ = Arrays.copyOf(file, 100);
    assertThrows(SafetensorsException.class, () -> SparkPredictor.of(short_));
    byte[] onnx = Models.onnx(1, 17, 4);
    assertThrows(OnnxException.class, () -> SparkPredictor.of(Arrays.copyOf(onnx, 200)));
    assertThrows(OnnxException.class, () -> SparkPredictor.of(new byte[0]));
    assertEquals(
        "sparkPredictor: nowhere.safetensors can't be read: nowhere.safetensors",
        assertThrows(
                UncheckedIOException.class, () -> SparkPredictor.of(Path.of("nowhere.safetensors")))
            .getMessage());
  }

  @Test
  void ofColumnsThatDoNotFit() {
    assertMessage(
        "column \"features\" is string; features are one array<float> or array<double>, or a column"
            + " of numbers each; cast it, or turn words into numbers first",
        () -> model.score(rows.withColumn("features", col("id").cast("string"))));
    assertMessage(
        "column \"features\" is array<int>; features are one array<float> or array<double>, or a"
            + " column of numbers each",
        () -> model.score(rows.withColumn("features", col("features").cast("array<int>"))));
    assertMessage(
        "there is no column \"pixels\"; the columns are [id, features]",
        () -> model.features("pixels").score(rows));
    assertMessage(
        "the model takes 17 features, got 1 columns: [id]", () -> model.features("id").score(rows));
    assertMessage(
        "there is a column \"class\" already; drop it, or call the answer something else",
        () -> model.score(rows.withColumn("class", col("id"))));
    assertMessage(
        "the model has no names of features; say which columns of [id, features] they are in",
        () -> SparkPredictor.of(file).answer("class", Answer.CLASS).score(rows));
    assertMessage(
        "no column is asked for; say answer(\"class\", Answer.CLASS), for example",
        () -> SparkPredictor.of(file).features("features").score(rows));
  }

  @Test
  void ofColumnsInAnotherOrderThanTheModels() {
    SparkPredictor named =
        SparkPredictor.of(Models.safetensors(2, 3, 1, "f2", "f0", "f1"))
            .features("f0", "f1", "f2")
            .answer("score", Answer.SCORE);
    assertMessage(
        "feature 0 of the model is \"f2\", got column \"f0\"; give the columns in the model's order"
            + " and under its names, or an array",
        () -> named.score(Rows.inColumns(rows, 3)));
  }

  @Test
  void ofAnswersThatTheModelDoesNotHave() {
    assertMessage(
        "a score is the one output of a model, and the model has 4; ask for the class or the"
            + " outputs",
        () -> model.answer("score", Answer.SCORE));
    assertMessage(
        "the outputs of the model are no probabilities, as it ends in neither a softmax nor a"
            + " sigmoid; ask for the outputs, or end the network in one",
        () -> model.answer("p", Answer.PROBABILITIES));
    assertMessage(
        "two answers are to be called \"class\"", () -> model.answer("class", Answer.OUTPUTS));
  }

  @Test
  void ofArgumentsOfAFunction() {
    model.register(spark, "checked", Answer.CLASS);
    rows.createOrReplaceTempView("checked_rows");
    String text =
        assertThrows(
                AnalysisException.class,
                () -> spark.sql("select checked('some text') from checked_rows"))
            .getMessage();
    assertTrue(
        text.contains(
            "argument 1 is string; expected one array<float> or array<double>, or 17 numbers"),
        text);
    String width =
        assertThrows(
                AnalysisException.class, () -> spark.sql("select checked(1, 2) from checked_rows"))
            .getMessage();
    assertTrue(width.contains("takes 17 features, got 2 numbers"), width);
  }

  @Test
  void ofAClosedModel() {
    SparkPredictor closed =
        SparkPredictor.of(file).features("features").answer("class", Answer.CLASS);
    closed.close();
    closed.close();
    assertEquals(
        "sparkPredictor: closed",
        assertThrows(IllegalStateException.class, () -> closed.score(rows)).getMessage());
  }

  private static void assertMessage(String expected, Executable code) {
    assertEquals(
        "sparkPredictor: " + expected,
        assertThrows(IllegalArgumentException.class, code).getMessage());
  }
}
