package dev.neurite.spark;

import dev.neurite.check.Check;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Scores the micro-batches of a streaming query with a model that can be swapped between them: a
 * batch is scored by one model as a whole.
 *
 * <pre>{@code
 * ScoringStream scoring = ScoringStream.of(first);
 * rows.writeStream().foreachBatch(scoring.into((scored, id) -> scored.write().…)).start();
 * scoring.publish(next);
 * }</pre>
 *
 * <p>A model that was swapped out is closed after its last batch. Spark repeats a batch that failed
 * under the same number, maybe with the model that has been published meanwhile: a sink that must
 * have each row once keeps the number of the batch, as with every {@code foreachBatch}.
 *
 * <p>Any thread of the driver may publish.
 */
public final class ScoringStream {
  private static final String DESCRIPTION = "spark.job.description";

  private final AtomicReference<SparkPredictor> published;
  private SparkPredictor current;

  private ScoringStream(SparkPredictor first) {
    this.published = new AtomicReference<>(first);
    this.current = first;
  }

  /** A stream that begins with this model. */
  public static ScoringStream of(SparkPredictor first) {
    return new ScoringStream(Check.notNull("scoringStream", "first", first));
  }

  /** Makes this the model of the batches that begin from now on. */
  public void publish(SparkPredictor next) {
    published.set(Check.notNull("scoringStream", "next", next));
  }

  /** The model of the batch that is being scored, or of the last one. */
  public synchronized SparkPredictor current() {
    return current;
  }

  /**
   * What {@code foreachBatch} calls.
   *
   * @param sink gets the scored rows of a batch, and its number
   */
  public VoidFunction2<Dataset<Row>, Long> into(VoidFunction2<Dataset<Row>, Long> sink) {
    Check.notNull("scoringStream", "sink", sink);
    return (batch, number) -> {
      SparkPredictor model = take();
      SparkContext context = batch.sparkSession().sparkContext();
      String before = context.getLocalProperty(DESCRIPTION);
      model.describeJobs(batch.sparkSession());
      try {
        sink.call(model.score(batch), number);
      } finally {
        context.setJobDescription(before);
      }
    };
  }

  /** The newest model; the one before it has no batch any more. */
  private synchronized SparkPredictor take() {
    SparkPredictor newest = published.get();
    if (newest != current) {
      if (!newest.shares(current)) {
        current.close();
      }
      current = newest;
    }
    return newest;
  }
}
