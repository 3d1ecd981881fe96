package dev.neurite.spark;

import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.execution.metric.SQLMetric;
import org.apache.spark.sql.types.StructType;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction1;

/** What a task does with its partition. Sent to executors. */
final class ScoringPartition extends AbstractFunction1<Iterator<InternalRow>, Iterator<InternalRow>>
    implements Serializable {
  private static final long serialVersionUID = 1;

  private final Scoring scoring;
  private final FeatureReader reader;
  private final StructType schema;
  private final StructType added;
  private final long use;
  private final SQLMetric rows;
  private final SQLMetric unfit;
  private final SQLMetric nanos;

  ScoringPartition(
      Scoring scoring,
      FeatureReader reader,
      StructType schema,
      StructType added,
      long use,
      SQLMetric rows,
      SQLMetric unfit,
      SQLMetric nanos) {
    this.scoring = scoring;
    this.reader = reader;
    this.schema = schema;
    this.added = added;
    this.use = use;
    this.rows = rows;
    this.unfit = unfit;
    this.nanos = nanos;
  }

  @Override
  public Iterator<InternalRow> apply(Iterator<InternalRow> input) {
    TaskContext context = TaskContext.get();
    ScoringIterator scored = new ScoringIterator(scoring, input, reader, schema, added, context);
    Tally.Task task = new Tally.Task(use, context.stageId(), context.partitionId());
    String executor = SparkEnv.get().executorId();
    context.addTaskCompletionListener(ended -> {
      rows.add(scored.read());
      unfit.add(scored.unfit());
      nanos.add(scored.modelNanos());
      scored.close(task, executor);
    });
    return scored;
  }
}
