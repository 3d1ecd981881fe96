package dev.neurite.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.SparkStrategy;
import scala.collection.immutable.Seq;

/** Tells a session how {@link ScoreRows} is run. */
final class ScoreRowsStrategy extends SparkStrategy {
  private ScoreRowsStrategy() {}

  /** Makes the session know it; once, however often this is called. */
  static void install(SparkSession session) {
    var experimental = session.experimental();
    synchronized (experimental) {
      var strategies = experimental.extraStrategies();
      if (!strategies.exists(s -> s instanceof ScoreRowsStrategy)) {
        @SuppressWarnings("unchecked")
        var more = (Seq<SparkStrategy>) strategies.appended(new ScoreRowsStrategy());
        experimental.extraStrategies_$eq(more);
      }
    }
  }

  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    return plan instanceof ScoreRows s
        ? Plans.seq(
            List.of(new ScoreRowsExec(s.scoring(), s.features(), s.added(), planLater(s.child()))))
        : Plans.seq(List.of());
  }
}
