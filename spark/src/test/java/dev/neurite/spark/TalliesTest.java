package dev.neurite.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Counters neither miss a task, nor grow with a stream that goes on for ever. */
class TalliesTest {
  private static final int PARTITIONS = 4;

  private static Tally tally(int stage, int partition, long rows) {
    return new Tally(
        new Tally.Task(7, stage, partition), "" + partition % 2, 1, rows, 1, 2, 3, "s" + stage);
  }

  @Test
  void anAttemptReplacesTheOneBefore() {
    Tallies tallies = new Tallies();
    tallies.add(tally(1, 0, 5));
    tallies.add(tally(1, 0, 6));
    assertEquals(6, ScoringSummary.of(tallies.value()).rows());
  }

  @Test
  void manyTasksAreSummedUpAndNoneIsLost() {
    Tallies tallies = new Tallies();
    int stages = 3 * Tallies.KEPT / PARTITIONS;
    for (int stage = 0; stage < stages; stage++) {
      for (int partition = 0; partition < PARTITIONS; partition++) {
        tallies.add(tally(stage, partition, stage));
      }
    }
    assertTrue(tallies.value().size() <= Tallies.KEPT + 2, () -> "" + tallies.value().size());
    tallies.add(tally(stages - 1, 0, stages - 1)); // an attempt more
    ScoringSummary summary = ScoringSummary.of(tallies.value());
    assertEquals(stages * PARTITIONS, summary.tasks());
    assertEquals(PARTITIONS * (stages - 1L) * stages / 2, summary.rows());
    assertEquals(stages * PARTITIONS, summary.unfit());
    assertEquals("{0=s%1$d, 1=s%1$d}".formatted(stages - 1), summary.kernels().toString());
  }

  @Test
  void plansDoNotShowWhatWasCounted() {
    SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
    try (SparkPredictor model =
        SparkPredictor.of(Models.safetensors(1, 5, 4)).features("features")) {
      Dataset<Row> scored =
          model.answer("class", Answer.CLASS).score(Rows.of(spark, 10, 5, PARTITIONS));
      scored.collectAsList();
      assertEquals(PARTITIONS, model.summary().tasks());
      String plan =
          ((org.apache.spark.sql.classic.Dataset<Row>) scored).queryExecution().toString();
      assertTrue(!plan.contains("Tall"), plan);
      assertTrue(plan.contains(", hash " + model.hash().substring(0, 12) + ": [CLASS]"), plan);
    }
  }
}
