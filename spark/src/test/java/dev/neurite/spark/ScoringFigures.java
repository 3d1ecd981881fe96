package dev.neurite.spark;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.spark.example.MnistParquet;
import dev.neurite.spark.example.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import scala.reflect.ClassTag$;

/**
 * Rows per second scored from Parquet on two executor processes, Neurite and ONNX Runtime in turn
 * and in the same step of the same plan, and where the time goes.
 *
 * <p>The result of a query is thrown away (Spark's {@code noop} sink). A query that only reads the
 * rows tells what Parquet and Spark take without a model.
 */
final class ScoringFigures {
  private static final int ROUNDS = 5;
  private static final int BATCH = 32; // rows, as SparkPredictor has them
  private static final int LARGE = 256; // rows, which ONNX Runtime is faster with
  private static final int PASSES = 4; // times that a file is read in a query
  private static final int EXECUTORS = 2;
  private static final double NANOS = 1e9;

  private final SparkSession spark;
  private final Path folder;

  private ScoringFigures(SparkSession spark, Path folder) {
    this.spark = spark;
    this.folder = folder;
  }

  /** Writes what isn't there yet, measures, prints. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(System.getProperty("folder", "target"));
    SparkSession spark = Sessions.on("local-cluster[" + EXECUTORS + ",1,1024]").getOrCreate();
    try {
      ScoringFigures figures = new ScoringFigures(spark, folder);
      Dataset<Row> small = figures.random();
      Dataset<Row> images =
          MnistParquet.write(
              spark,
              MnistParquet.folder(System.getProperty("data", "")),
              "train",
              folder.resolve("train.parquet"));
      if (!Boolean.getBoolean("write.only")) {
        String network = System.getProperty("network", "");
        if (!network.startsWith("784")) {
          figures.measure("64-128-10", small, "features", 64, 128);
        }
        if (!network.startsWith("64")) {
          figures.measure("784-256-10", images, "pixels", 784, 256);
        }
      }
    } finally {
      spark.stop();
    }
  }

  /** 400,000 rows of 64 random numbers. */
  private Dataset<Row> random() {
    Path parquet = folder.resolve("random.parquet");
    if (!Files.exists(parquet.resolve("_SUCCESS"))) {
      Rows.of(spark, 400_000, 64, 4).write().mode("overwrite").parquet(parquet.toString());
    }
    return spark.read().parquet(parquet.toString());
  }

  private void measure(String name, Dataset<Row> once, String features, int in, int hidden)
      throws IOException {
    Dataset<Row> rows = passes(once);
    long count = rows.count();
    Path file = Files.createTempFile("figures", "");
    byte[] ours;
    byte[] theirs;
    try (Network network = Network.of(in, dense(hidden, RELU), dense(10)).initialise(1)) {
      ModelFile.save(network, file);
      ours = Files.readAllBytes(file);
      OnnxFile.save(network, file);
      theirs = Files.readAllBytes(file);
    }
    SparkPredictor model = SparkPredictor.of(ours).features(features).answer("class", Answer.CLASS);
    var tag = ClassTag$.MODULE$.<byte[]>apply(byte[].class);
    RowModels neurite =
        new BroadcastModels(model.hash(), spark.sparkContext().broadcast(ours, tag));
    RowModels onnx = new OnnxModels(spark.sparkContext().broadcast(theirs, tag), in, 10);

    List<Round> ourRounds = new ArrayList<>();
    List<Round> theirRounds = new ArrayList<>();
    List<Round> theirLarge = new ArrayList<>();
    List<Round> reads = new ArrayList<>();
    for (int round = -2; round < ROUNDS; round++) { // two to warm up
      Round our = run(model, rows, neurite, in, BATCH);
      Round their = run(model, rows, onnx, in, BATCH);
      Round large = run(model, rows, onnx, in, LARGE);
      Round read = run(rows.select(features));
      if (round >= 0) {
        ourRounds.add(our);
        theirRounds.add(their);
        theirLarge.add(large);
        reads.add(read);
      }
    }
    print(name, "neurite", count, ourRounds);
    print(name, "onnxruntime", count, theirRounds);
    print(name, "onnxruntime, batches of " + LARGE, count, theirLarge);
    print(name, "reading alone", count, reads);
    compare(name, "ONNX Runtime", ourRounds, theirRounds);
    compare(name, "ONNX Runtime in batches of " + LARGE, ourRounds, theirLarge);
  }

  private static void compare(String name, String who, List<Round> ours, List<Round> theirs) {
    System.out.printf(
        Locale.ROOT,
        "%s: %.2f times the rows per second of %s, %.2f times inside the model%n",
        name,
        median(theirs, Round::wall) / median(ours, Round::wall),
        who,
        median(theirs, Round::model) / median(ours, Round::model));
  }

  private Dataset<Row> passes(Dataset<Row> once) {
    Dataset<Row> all = once;
    for (int pass = 1; pass < PASSES; pass++) {
      all = all.union(once);
    }
    return all;
  }

  /** Seconds: of the clock, and of tasks in the model and in reading. */
  private record Round(double wall, double model, double read, String kernels) {}

  private Round run(SparkPredictor model, Dataset<Row> rows, RowModels models, int in, int batch) {
    Tallies tallies = new Tallies();
    spark.sparkContext().register(tallies, "figures");
    Scoring scoring =
        new Scoring(models, "figures", in, 10, List.of(Answer.CLASS), Unfit.FAIL, batch, tallies);
    Dataset<Row> scored = model.score(rows, scoring).select("class");
    double wall = run(scored).wall();
    ScoringSummary summary = ScoringSummary.of(tallies.value());
    return new Round(
        wall, summary.modelSeconds(), summary.readSeconds(), summary.kernels().toString());
  }

  private static Round run(Dataset<Row> rows) {
    long start = System.nanoTime();
    rows.write().format("noop").mode("overwrite").save();
    return new Round((System.nanoTime() - start) / NANOS, 0, 0, "");
  }

  private static void print(String name, String who, long count, List<Round> rounds) {
    double wall = median(rounds, Round::wall);
    double tasks = EXECUTORS * wall;
    System.out.printf(
        Locale.ROOT,
        "%s\t%s\t%,.0f rows/s\t%.3f s\tof the executors' time %.0f %% in the model, %.0f %% reading"
            + "\tfastest %.3f s, slowest %.3f s\t%s%n",
        name,
        who,
        count / wall,
        wall,
        100 * median(rounds, Round::model) / tasks,
        100 * median(rounds, Round::read) / tasks,
        rounds.stream().mapToDouble(Round::wall).min().orElseThrow(),
        rounds.stream().mapToDouble(Round::wall).max().orElseThrow(),
        rounds.getLast().kernels());
  }

  private static double median(List<Round> rounds, java.util.function.ToDoubleFunction<Round> of) {
    double[] sorted = rounds.stream().mapToDouble(of).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
