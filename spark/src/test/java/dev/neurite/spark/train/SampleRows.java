package dev.neurite.spark.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Optimiser;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.train.History;
import dev.neurite.train.Sharding;
import dev.neurite.train.Trainer;
import java.lang.foreign.ValueLayout;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Rows of three classes, as a data frame and here, and a run over them. */
final class SampleRows {
  static final int ROWS = 601;
  static final int IN = 9;
  static final int SHARDS = 8;
  static final int BATCH = 64;

  static final StructType SCHEMA =
      new StructType()
          .add("id", DataTypes.LongType)
          .add("x", DataTypes.createArrayType(DataTypes.FloatType))
          .add("kind", DataTypes.IntegerType)
          .add("name", DataTypes.StringType);

  private static final CounterRandom RANDOM = new CounterRandom(4, Purpose.SAMPLE);

  private SampleRows() {}

  static long key(int row) {
    return 1_000_003L * row - 77;
  }

  private static float[] features(int row) {
    float[] x = new float[IN];
    for (int i = 0; i < IN; i++) {
      x[i] = (float) RANDOM.normal(row, i) + (row % 3 == i ? 1 : 0);
    }
    return x;
  }

  static Row row(long key, float[] features, Integer kind) {
    return RowFactory.create(key, features, kind, "row " + key);
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (int r = ROWS - 1; r >= 0; r--) { // not in the order of the keys
      rows.add(row(key(r), features(r), r % 3));
    }
    return rows;
  }

  static org.apache.spark.sql.Dataset<Row> frame(SparkSession spark) {
    return spark.createDataFrame(rows(), SCHEMA).repartition(3);
  }

  static ShardCut cut(org.apache.spark.sql.Dataset<Row> frame) {
    return SparkShards.of(frame).key("id").features("x", IN).classes("kind", 3);
  }

  static Network network() {
    NetworkSpec spec = NetworkSpec.chain(IN, dense(16, RELU), dropout(0.1f), dense(3));
    return Network.of(spec, Backend.automatic()).initialise(1);
  }

  static Trainer trainer(Network network, Optimiser optimiser) {
    return Trainer.of(network, new SoftmaxCrossEntropy(0.05f))
        .optimiser(optimiser)
        .l2(1e-3f)
        .epochs(3)
        .batch(BATCH)
        .seed(11);
  }

  static Dataset here() {
    float[][] x = IntStream.range(0, ROWS).mapToObj(SampleRows::features).toArray(float[][]::new);
    int[] classes = IntStream.range(0, ROWS).map(r -> r % 3).toArray();
    return Dataset.classification(x, classes);
  }

  static long[] keys() {
    return IntStream.range(0, ROWS).mapToLong(SampleRows::key).toArray();
  }

  /** Weights and history of a run on this machine. */
  static String local(Optimiser optimiser) {
    try (Network network = network()) {
      History history =
          trainer(network, optimiser).sharding(new Sharding(SHARDS, keys())).fit(here());
      return bits(network, history);
    }
  }

  /** A hash of all parameters, and the losses. */
  static String bits(Network network, History history) {
    return bits(network) + " " + history.epochs();
  }

  /** A hash of all parameters. */
  static String bits(Network network) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Parameter p : network.parameters()) {
        digest.update(p.value().segment().toArray(ValueLayout.JAVA_BYTE));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
