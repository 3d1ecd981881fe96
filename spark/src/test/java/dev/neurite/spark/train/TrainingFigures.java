package dev.neurite.spark.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.backend.Backend;
import dev.neurite.data.DatasetBuilder;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.spark.example.Sessions;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Sharding;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * An epoch of training on two executor processes, against two threads of this one on the same
 * shards, and where the time of a step goes: for two networks, whose gradients differ in size.
 *
 * <p>Reads what the example has written: {@code train.parquet} in the folder.
 */
final class TrainingFigures {
  private static final int SHARDS = 8;
  private static final int BATCH = 2048;
  private static final int WARM = 1; // epochs that are not measured
  private static final int MEASURED = 3;

  private TrainingFigures() {}

  /** Measures and prints. */
  public static void main(String[] arguments) {
    SparkSession spark = Sessions.on("local-cluster[2,1,1024]").getOrCreate();
    try {
      Dataset<Row> images = spark.read().parquet(System.getProperty("folder") + "/train.parquet");
      dev.neurite.data.Dataset here = here(images);
      try (SparkShards shards =
          SparkShards.of(images)
              .key("key")
              .features("pixels", 784)
              .classes("label", 10)
              .partitions(2)
              .cut(SHARDS)) {
        measure("784-256-10", NetworkSpec.chain(784, dense(256, RELU), dense(10)), shards, here);
        measure("784-10", NetworkSpec.chain(784, dense(10)), shards, here);
      }
    } finally {
      spark.stop();
    }
  }

  private static dev.neurite.data.Dataset here(Dataset<Row> images) {
    List<String> labels = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    DatasetBuilder builder = DatasetBuilder.classification(784, labels);
    float[] x = new float[784];
    var rows = images.orderBy("key").select("pixels", "label").toLocalIterator();
    while (rows.hasNext()) {
      Row row = rows.next();
      List<Float> pixels = row.getList(0);
      for (int i = 0; i < x.length; i++) {
        x[i] = pixels.get(i);
      }
      builder.add(x, row.getInt(1));
    }
    return builder.build();
  }

  private static void measure(
      String name, NetworkSpec spec, SparkShards shards, dev.neurite.data.Dataset here) {
    try (Network network = Network.of(spec).initialise(1);
        Network local = Network.of(spec, Backend.automatic().withThreads(2)).initialise(1)) {
      List<TrainingSummary> summaries = new ArrayList<>();
      Clock there = new Clock(() -> summaries.add(shards.summary()));
      trainer(network, there).fit(shards);
      System.out.println(name + " on two executors: " + there);
      System.out.println(difference(summaries.get(WARM - 1), summaries.getLast()));
      Clock clock = new Clock(() -> {});
      long[] keys = LongStream.range(0, here.rows()).toArray();
      trainer(local, clock).sharding(new Sharding(SHARDS, keys)).fit(here);
      System.out.println(name + " on two threads here: " + clock);
    }
  }

  private static Trainer trainer(Network network, Clock clock) {
    return Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(new Adam(1e-3f))
        .epochs(WARM + MEASURED)
        .batch(BATCH)
        .listener(clock);
  }

  private static TrainingSummary difference(TrainingSummary a, TrainingSummary b) {
    return new TrainingSummary(
        b.steps() - a.steps(),
        b.rows() - a.rows(),
        b.taskSeconds() - a.taskSeconds(),
        b.computeSeconds() - a.computeSeconds(),
        b.broadcastSeconds() - a.broadcastSeconds(),
        b.fetchSeconds() - a.fetchSeconds(),
        b.overheadSeconds() - a.overheadSeconds(),
        b.addSeconds() - a.addSeconds(),
        b.gradientBytes() - a.gradientBytes(),
        b.kernels());
  }

  /** The times of the epochs. */
  private static final class Clock implements TrainingListener {
    private final Runnable afterEpoch;
    private final List<Double> seconds = new ArrayList<>();
    private long last = System.nanoTime();

    Clock(Runnable afterEpoch) {
      this.afterEpoch = afterEpoch;
    }

    @Override
    public void epochDone(EpochResult result) {
      seconds.add((System.nanoTime() - last) / 1e9);
      afterEpoch.run();
      last = System.nanoTime();
    }

    @Override
    public String toString() {
      List<Double> sorted = seconds.subList(WARM, seconds.size()).stream().sorted().toList();
      return String.format(
          Locale.ROOT,
          "%.2f s per epoch, median of %d (%.2f to %.2f)",
          sorted.get(sorted.size() / 2),
          sorted.size(),
          sorted.getFirst(),
          sorted.getLast());
    }
  }
}
