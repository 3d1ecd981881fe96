package dev.neurite.spark;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.ProjectExec;
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

  /** Columns that a projection right above leaves out are not carried along. */
  @Override
  public Seq<SparkPlan> apply(LogicalPlan plan) {
    if (plan instanceof Project project && project.child() instanceof ScoreRows step) {
      return Plans.seq(
          List.of(
              new ProjectExec(
                  project.projectList(),
                  step(step, Plans.within(step.child().output(), project)))));
    }
    return plan instanceof ScoreRows step
        ? Plans.seq(List.of(step(step, step.child().output())))
        : Plans.seq(List.of());
  }

  private ScoreRowsExec step(ScoreRows step, Seq<Attribute> carried) {
    return new ScoreRowsExec(
        step.scoring(), step.features(), carried, step.added(), planLater(step.child()));
  }
}
