package dev.neurite.spark;

import dev.neurite.check.Check;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A model that scores the rows of a {@link Dataset}: the same rows with columns of answers added.
 *
 * <pre>{@code
 * SparkPredictor digits = SparkPredictor.of(Path.of("digits.safetensors"))
 *     .features("pixels").answer("digit", Answer.CLASS).answer("outputs", Answer.OUTPUTS);
 * Dataset<Row> scored = digits.score(spark.read().parquet("digits"));
 * }</pre>
 *
 * <p>The model's file, safetensors or ONNX, is broadcast once as bytes. An executor makes one
 * {@code Predictor} of them, whatever the number of its tasks, of queries and of objects like this
 * with the same bytes, and drops it when the broadcast ends. An answer has the bits that a local
 * {@code Predictor} gives the row, whatever rows it is scored with.
 *
 * <p>What is wrong with the model, the schema or the columns asked for is an {@link
 * IllegalArgumentException}, or the exception of the model's format, on the driver and before
 * anything runs. What happens to single rows that the model can't take, {@link Unfit} says.
 *
 * <p>Immutable but for the broadcast and the counters, which objects derived from one another
 * share; any thread of the driver may use it.
 */
public final class SparkPredictor implements AutoCloseable {
  static final String NAME = "sparkPredictor";

  private static final int BATCH =
      32; // rows; more gain nothing, and leave the cache to the weights
  private static final String INTERNAL = "__neurite_"; // columns until they get their names

  private final Model model;
  private final SharedModel shared;
  private final List<String> features;
  private final LinkedHashMap<String, Answer> answers;
  private final Unfit unfit;
  private final int batch;

  private SparkPredictor(
      Model model,
      SharedModel shared,
      List<String> features,
      LinkedHashMap<String, Answer> answers,
      Unfit unfit,
      int batch) {
    this.model = model;
    this.shared = shared;
    this.features = features;
    this.answers = answers;
    this.unfit = unfit;
    this.batch = batch;
  }

  /**
   * A model of the bytes of its file, which are not copied and must stay what they are.
   *
   * @throws RuntimeException of the file's format, if it is no model
   */
  public static SparkPredictor of(byte[] bytes) {
    return of("the model", bytes);
  }

  /** A model of a file that the driver reads. */
  public static SparkPredictor of(Path path) {
    Check.notNull(NAME, "path", path);
    try {
      return of(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + ": " + path + " can't be read: " + e.getMessage(), e);
    }
  }

  /**
   * A model of a file in any file system that Hadoop reads, {@code hdfs://…} or {@code s3a://…}.
   */
  public static SparkPredictor of(SparkSession session, String path) {
    Check.notNull(NAME, "session", session);
    Check.notNull(NAME, "path", path);
    var file = new org.apache.hadoop.fs.Path(path);
    try (var in = file.getFileSystem(session.sparkContext().hadoopConfiguration()).open(file)) {
      return of(path, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(NAME + ": " + path + " can't be read: " + e.getMessage(), e);
    }
  }

  private static SparkPredictor of(String name, byte[] bytes) {
    Model model = Model.read(name, bytes);
    return new SparkPredictor(
        model,
        new SharedModel(model),
        model.featureNames(),
        new LinkedHashMap<>(),
        Unfit.FAIL,
        BATCH);
  }

  /**
   * The same with the features in these columns: one of {@code array<float>} or {@code
   * array<double>}, or one of numbers for each feature, in the model's order. Without this, the
   * columns are those of the model's feature names.
   */
  public SparkPredictor features(String... columns) {
    List<String> names = List.of(Check.notNull(NAME, "columns", columns));
    if (names.isEmpty()) {
      throw new IllegalArgumentException(NAME + ": no columns of features");
    }
    return new SparkPredictor(model, shared, names, answers, unfit, batch);
  }

  /** The same with one more column in the result. */
  public SparkPredictor answer(String column, Answer answer) {
    Check.notNull(NAME, "column", column);
    Check.notNull(NAME, "answer", answer).require(model);
    LinkedHashMap<String, Answer> more = new LinkedHashMap<>(answers);
    if (more.put(column, answer) != null) {
      throw new IllegalArgumentException(
          NAME + ": two answers are to be called \"" + column + "\"");
    }
    return new SparkPredictor(model, shared, features, more, unfit, batch);
  }

  /** The same, and this happens to rows that the model can't take; {@link Unfit#FAIL} at first. */
  public SparkPredictor unfit(Unfit policy) {
    Check.notNull(NAME, "policy", policy);
    return new SparkPredictor(model, shared, features, answers, policy, batch);
  }

  /** The same, and so many rows are scored at a time; 32 at first. It changes no answer. */
  public SparkPredictor batch(int rows) {
    Check.positive(NAME, "batch", rows);
    return new SparkPredictor(model, shared, features, answers, unfit, rows);
  }

  /** The SHA-256 of the model's file, in hexadecimal digits. */
  public String hash() {
    return model.hash();
  }

  /**
   * The rows with the answers' columns added, behind the others and in the order they were asked
   * for. Nothing runs yet; batch and streaming queries alike.
   */
  public Dataset<Row> score(Dataset<Row> rows) {
    Check.notNull(NAME, "rows", rows);
    return score(rows, scoring(rows.sparkSession(), List.copyOf(answers.values())));
  }

  private Scoring scoring(SparkSession session, List<Answer> columns) {
    return new Scoring(
        shared.broadcast(session.sparkContext()),
        shared.title(),
        model.in(),
        model.out(),
        columns,
        unfit,
        batch,
        shared.tallies(session.sparkContext()));
  }

  /** As {@link #score(Dataset)}, with whatever scores. */
  Dataset<Row> score(Dataset<Row> rows, Scoring scoring) {
    if (answers.isEmpty()) {
      throw new IllegalArgumentException(
          NAME + ": no column is asked for; say answer(\"class\", Answer.CLASS), for example");
    }
    Columns columns = Columns.of(model, features, new ArrayList<>(answers.keySet()), rows);
    Map<String, String> names = new LinkedHashMap<>();
    List<org.apache.spark.sql.catalyst.expressions.Attribute> added = new ArrayList<>();
    answers.forEach((name, answer) -> {
      String internal = INTERNAL + added.size();
      added.add(Plans.attribute(internal, answer.type(), unfit == Unfit.NULL));
      names.put(internal, name);
    });
    return Plans.over(
            rows, child -> new ScoreRows(scoring, columns.features(), Plans.seq(added), child))
        .withColumnsRenamed(names); // an alias each, as joins of a query with itself need
  }

  /**
   * Registers a function of SQL: of an array, or of as many numbers as there are features. It
   * scores row by row: for large models {@link #score} is faster, which scores batches.
   *
   * @param function its name, {@code digit} say: {@code select digit(pixels) from digits}
   */
  public void register(SparkSession session, String function, Answer answer) {
    Check.notNull(NAME, "session", session);
    Check.notNull(NAME, "function", function);
    Check.notNull(NAME, "answer", answer).require(model);
    PredictFunction.register(
        (org.apache.spark.sql.classic.SparkSession) session,
        function,
        scoring(session, List.of(answer)));
  }

  /** True if closing one closes the other. */
  boolean shares(SparkPredictor other) {
    return shared == other.shared;
  }

  /** What the tasks that have ended did so far, for this and objects derived from it. */
  public ScoringSummary summary() {
    return shared.summary();
  }

  /**
   * Makes the summary the description of the jobs that the calling thread starts from now on, as
   * Spark's own page shows it.
   */
  public void describeJobs(SparkSession session) {
    Check.notNull(NAME, "session", session)
        .sparkContext()
        .setJobDescription(shared.title() + "; so far " + summary());
  }

  /**
   * Ends the broadcast: executors drop the model, and queries that still use it fail. Optional, as
   * Spark ends broadcasts that nothing on the driver refers to; idempotent.
   */
  @Override
  public void close() {
    shared.close();
  }

  /** The model and what is asked of it. */
  @Override
  public String toString() {
    return "SparkPredictor[" + shared.title() + ", features=" + features + ", " + answers + "]";
  }
}
