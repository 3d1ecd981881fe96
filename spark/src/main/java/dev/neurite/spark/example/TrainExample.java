package dev.neurite.spark.example;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.spark.train.SparkShards;
import dev.neurite.train.EpochResult;
import dev.neurite.train.Sharding;
import dev.neurite.train.Trainer;
import dev.neurite.train.TrainingListener;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.LongStream;
import org.apache.spark.sql.Row;

/** Trains on images in Parquet, on the executors, and compares with this process. */
public final class TrainExample {
  private static final int SHARDS = 8;
  private static final int BATCH = 1024;

  private TrainExample() {}

  /**
   * Trains a 784-256-10 network there and here, and prints what came of it.
   *
   * @param images as {@link MnistParquet} writes them
   * @param here the same, in the order of their keys
   * @param epochs of both runs
   * @param threads of the run in this process
   */
  public static void run(
      org.apache.spark.sql.Dataset<Row> images, Dataset here, int epochs, int threads) {
    NetworkSpec spec = NetworkSpec.chain(MnistParquet.PIXELS, dense(256, RELU), dense(10));
    try (SparkShards shards =
            SparkShards.of(images)
                .key("key")
                .features("pixels", MnistParquet.PIXELS)
                .classes("label", 10)
                .cut(SHARDS);
        Network network = Network.of(spec).initialise(1);
        Network local = Network.of(spec, Backend.automatic().withThreads(threads)).initialise(1)) {
      trainer(network, epochs, "executors").fit(shards);
      System.out.println(shards.summary());
      long[] keys = LongStream.range(0, here.rows()).toArray();
      trainer(local, epochs, threads + " threads here")
          .sharding(new Sharding(SHARDS, keys))
          .fit(here);
      System.out.println("the bits of both networks are the same: " + haveSameBits(network, local));
    }
  }

  private static Trainer trainer(Network network, int epochs, String where) {
    return Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(new Adam(1e-3f))
        .epochs(epochs)
        .batch(BATCH)
        .listener(new Clock(where));
  }

  private static boolean haveSameBits(Network a, Network b) {
    for (int i = 0; i < a.parameters().size(); i++) {
      Parameter p = a.parameters().get(i);
      if (!Arrays.equals(p.value().toArray(), b.parameters().get(i).value().toArray())) {
        return false;
      }
    }
    return true;
  }

  /** Prints how long each epoch took. */
  private static final class Clock implements TrainingListener {
    private final String where;
    private long last = System.nanoTime();

    Clock(String where) {
      this.where = where;
    }

    @Override
    public void epochDone(EpochResult result) {
      long now = System.nanoTime();
      System.out.printf(
          Locale.ROOT,
          "%s: epoch %d in %.2f s, loss %.6f, %.2f %% right%n",
          where,
          result.epoch(),
          (now - last) / 1e9,
          result.loss(),
          100 * result.accuracy().orElseThrow());
      last = now;
    }
  }
}
