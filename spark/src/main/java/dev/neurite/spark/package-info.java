/**
 * Neurite inside Apache Spark: Spark moves the data, schedules and retries; Neurite computes.
 *
 * <p>Reading order: {@link dev.neurite.spark.SparkPredictor} is what one writes; {@link
 * dev.neurite.spark.ScoreRows} is the step it adds to a query, {@link
 * dev.neurite.spark.ScoreRowsExec} how that step runs, {@code ScoringIterator} what a task does;
 * the {@code Predictors} of a JVM are what its tasks share. {@link
 * dev.neurite.spark.PredictFunction} is the same in SQL, {@link dev.neurite.spark.ScoringStream}
 * for micro-batches.
 *
 * <h2>Conventions</h2>
 *
 * An answer has the bits that a local {@code Predictor} gives, whatever partition, batch, attempt
 * or executor it comes from. The driver reads the model and checks columns before anything runs;
 * what is wrong is one sentence there. Java serialisation is Spark's, for what it sends to tasks: a
 * model travels as the bytes of its file.
 *
 * <h2>Why a step of the plan</h2>
 *
 * {@code mapPartitions} on a {@code Dataset<Row>} turns a row into objects, a boxed {@code Float}
 * for each pixel, and back; over the rows of {@code queryExecution().toRdd()} it would be as fast
 * as a step of the plan, but runs shuffles while the query is still being built, cuts column
 * pruning off, and is not there in streaming queries. A step of one's own has none of these faults
 * and counts in Spark's own page. Its price is that it depends on Spark's internal classes, which
 * may change with any release: this is for Spark 4.2.
 *
 * <h2>Why the broadcast bytes own the predictor</h2>
 *
 * Counting tasks would drop the predictor between two stages, or keep it for ever if it waited; a
 * timer would need a number that nobody knows. Spark knows when a model is no longer used: then it
 * drops the broadcast. So an executor keeps a predictor with the bytes it was made of, in a map
 * with weak keys; models with the same hash share one. Its memory is the collector's, as
 * everywhere.
 *
 * <h2>Why counters are by task</h2>
 *
 * Spark adds the accumulators of a task that ran again to those of its first attempt. Here an
 * attempt replaces what was said of its partition of its stage, so rows count once. The numbers in
 * Spark's page are Spark's own metrics, and count attempts.
 */
package dev.neurite.spark;
