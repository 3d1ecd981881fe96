package dev.neurite.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.junit.jupiter.api.Test;

/** What a summary, a job's description and the numbers of a plan's step say. */
class WatchingTest {
  private static final int IN = 17;

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final SparkPredictor model =
      SparkPredictor.of(Models.safetensors(1, IN, 4))
          .features("features")
          .answer("class", Answer.CLASS);

  @Test
  void theSummaryCountsRowsAndNamesTheKernelsOfEveryExecutor() {
    Dataset<Row> scored = model.score(Rows.of(spark, 1000, IN, 6));
    scored.collectAsList();
    ScoringSummary summary = model.summary();
    assertEquals(1000, summary.rows());
    assertEquals(0, summary.unfit());
    assertEquals(6, summary.tasks());
    assertTrue(summary.modelSeconds() > 0);
    assertTrue(summary.readSeconds() > 0);
    assertTrue(!summary.kernels().isEmpty());
    summary
        .kernels()
        .forEach((executor, kernels) -> {
          assertTrue(kernels.matches("(scalar|simd-\\d+): .+"), kernels);
          assertTrue(!kernels.contains("--add-modules"), kernels); // Spark's launcher gives it
        });
    assertTrue(summary.toString().startsWith("1000 rows, 0 of them unfit, in 6 tasks; "));
    scored.collectAsList(); // the same plan again is more work
    assertEquals(2000, model.summary().rows());
  }

  @Test
  void theDescriptionOfAJobHasModelAndSummary() throws Exception {
    List<String> descriptions = new CopyOnWriteArrayList<>();
    SparkListener listener =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart start) {
            descriptions.add(start.properties().getProperty("spark.job.description"));
          }
        };
    spark.sparkContext().addSparkListener(listener);
    try {
      model.score(Rows.of(spark, 50, IN, 1)).collectAsList();
      model.describeJobs(spark);
      model.score(Rows.of(spark, 50, IN, 1)).collectAsList();
      spark.sparkContext().listenerBus().waitUntilEmpty();
    } finally {
      spark.sparkContext().setJobDescription(null);
      spark.sparkContext().removeSparkListener(listener);
    }
    String last = descriptions.getLast();
    assertTrue(
        last.startsWith(
            "the model, 17 features, 4 outputs, hash "
                + model.hash().substring(0, 12)
                + "; so far 50 rows, 0 of them unfit, in 1 tasks; "),
        last);
  }

  @Test
  void theStepOfThePlanCountsRowsForSparksOwnPage() {
    Dataset<Row> scored = model.score(Rows.of(spark, 300, IN, 2));
    scored.collectAsList();
    ScoreRowsExec step =
        find(((org.apache.spark.sql.classic.Dataset<Row>) scored).queryExecution().executedPlan());
    assertEquals(300, step.metrics().apply("numOutputRows").value());
    assertTrue(step.metrics().apply("nanos").value() > 0);
    assertTrue(step.toString().contains("NeuriteScore"));
  }

  @Test
  void onlyTheColumnsThatAreNeededAreRead() {
    Dataset<Row> wide =
        Rows.of(spark, 10, IN, 1)
            .withColumn("unused", org.apache.spark.sql.functions.expr("uuid()"));
    String plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) model.score(wide).select("class"))
            .queryExecution()
            .optimizedPlan()
            .toString();
    assertTrue(plan.contains("NeuriteScore"), plan);
    assertTrue(!plan.contains("uuid"), plan);
  }

  private static ScoreRowsExec find(SparkPlan plan) {
    if (plan instanceof ScoreRowsExec found) {
      return found;
    }
    for (int i = 0; i < plan.children().size(); i++) {
      ScoreRowsExec found = find(plan.children().apply(i));
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
