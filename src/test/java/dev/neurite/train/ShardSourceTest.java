package dev.neurite.train;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Schedule;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Shards that lie elsewhere train to the bits of shards that lie here. */
class ShardSourceTest {
  private static final int ROWS = 211;
  private static final int SHARDS = 6;
  private static final CounterRandom RANDOM = new CounterRandom(8, Purpose.SAMPLE);

  private static long key(int row) {
    return 77L * row - 1000;
  }

  private static Dataset data(int[] which) {
    float[][] x = new float[which.length][3];
    int[] classes = new int[which.length];
    float[] weights = new float[which.length];
    for (int i = 0; i < which.length; i++) {
      for (int c = 0; c < 3; c++) {
        x[i][c] = (float) RANDOM.normal(which[i], c);
      }
      classes[i] = which[i] % 3;
      weights[i] = 1 + which[i] % 4 / 4f;
    }
    return Dataset.classification(x, classes, List.of("a", "b", "c")).withWeights(weights);
  }

  private static Network network() {
    NetworkSpec spec = NetworkSpec.chain(3, dense(20, TANH), dropout(0.2f), dense(3));
    return Network.of(spec, TestBackend.expected()).initialise(1);
  }

  private static Trainer trainer(Network network) {
    return Trainer.of(network, new SoftmaxCrossEntropy())
        .optimiser(new Adam(0.01f))
        .schedule(new Schedule.Cosine(0.1f))
        .l2(1e-3f)
        .clipNorm(1)
        .epochs(3)
        .batch(8 * SHARDS)
        .seed(5);
  }

  private static String local() {
    try (Network network = network()) {
      int[] all = IntStream.range(0, ROWS).toArray();
      long[] keys = IntStream.of(all).mapToLong(ShardSourceTest::key).toArray();
      History history = trainer(network).sharding(new Sharding(SHARDS, keys)).fit(data(all));
      return Trainings.bits(network, history);
    }
  }

  /**
   * Shards in groups, each with rows and a network of its own, as in the processes of a cluster.
   */
  private static final class Groups implements ShardSource {
    private final List<ShardRows> groups = new ArrayList<>();
    private final int size;

    Groups(int size) {
      this.size = size;
      for (int first = 0; first < SHARDS; first += size) {
        int from = first;
        int count = Math.min(size, SHARDS - first);
        int[] mine =
            IntStream.range(0, ROWS)
                .filter(r -> ShardPlan.shardOf(key(r), SHARDS) / size == from / size)
                .boxed()
                .sorted(Comparator.comparingLong(ShardSourceTest::key))
                .mapToInt(Integer::intValue)
                .toArray();
        int[] shards = IntStream.of(mine).map(r -> ShardPlan.shardOf(key(r), SHARDS)).toArray();
        groups.add(ShardRows.sorted(data(mine), first, count, shards));
      }
    }

    @Override
    public int in() {
      return 3;
    }

    @Override
    public int targetColumns() {
      return 1;
    }

    @Override
    public int[] rows() {
      int[] rows = new int[SHARDS];
      Arrays.setAll(rows, s -> groups.get(s / size).rows(s));
      return rows;
    }

    @Override
    public String identity() {
      return "groups";
    }

    @Override
    public Run begin(Network network, Loss loss, ShardPlan plan) {
      return new GroupedRun(network, loss, plan);
    }

    private final class GroupedRun implements Run {
      private final Arena arena = Arena.ofShared();
      private final Network network;
      private final List<Network> replicas = new ArrayList<>();
      private final List<ShardGradients> gradients = new ArrayList<>();
      private final ParameterVector vector;
      private final GradientTree tree;

      GroupedRun(Network network, Loss loss, ShardPlan plan) {
        this.network = network;
        this.vector = new ParameterVector(network);
        this.tree = new GradientTree(arena, network.kernels(), vector.elements(), groups.size());
        for (ShardRows rows : groups) {
          Network replica = Network.of(network.spec(), Backend.scalar());
          replicas.add(replica);
          gradients.add(new ShardGradients(arena, replica, loss, rows, plan));
        }
      }

      @Override
      public int count() {
        return SHARDS;
      }

      @Override
      public double weight(int epoch, int index) {
        double[] byShard = new double[SHARDS];
        for (int s = 0; s < SHARDS; s++) {
          byShard[s] = gradients.get(s / size).shardWeight(epoch, index, s);
        }
        return Arrays.stream(byShard).reduce(0, Double::sum);
      }

      @Override
      public void step(ShardStep step) {
        for (int g = 0; g < gradients.size(); g++) {
          ShardRows rows = groups.get(g);
          ShardStep part = new ShardStep(arena, rows.first(), rows.count(), vector.elements());
          part.begin(step.epoch(), step.index(), step.number(), step.weight());
          vector.copyValuesTo(part.gradients().segment());
          new ParameterVector(replicas.get(g)).setValues(part.gradients().segment());
          gradients.get(g).step(part);
          for (int s = rows.first(); s < rows.first() + rows.count(); s++) {
            step.loss(s, part.loss(s));
          }
          step.count(part.right(), part.decided());
          tree.leaf().copyFrom(part.gradients().segment());
          tree.push(!part.isEmpty());
        }
        tree.finish(step.gradients().segment());
      }

      @Override
      public void close() {
        replicas.forEach(Network::close);
        arena.close();
      }
    }
  }

  @Tag("kernel")
  @Test
  void groupsOfShardsWithNetworksOfTheirOwnTrainToTheSameBits() {
    String expected = local();
    for (int size : new int[] {1, 2, 4, 8}) {
      try (Network network = network()) {
        History history = trainer(network).fit(new Groups(size));
        assertEquals(expected, Trainings.bits(network, history), "groups of " + size);
      }
    }
  }

  @Test
  void whatNeedsTheRowsHereIsRefused() {
    try (Network network = network()) {
      List<Trainer> trainers =
          List.of(
              trainer(network).scaling(Scaling::standard),
              trainer(network).validation(0.1),
              trainer(network).classWeights(1, 2, 3),
              trainer(network).sharding(new Sharding(1, new long[1])));
      List<String> wanted =
          List.of(
              "scaling; give the network a schema with one",
              "a share to validate on; give the rows: validation(Dataset)",
              "class weights",
              "a sharding, being cut already");
      for (int i = 0; i < trainers.size(); i++) {
        Trainer trainer = trainers.get(i);
        assertEquals(
            "trainer: rows that lie in shards can't have " + wanted.get(i),
            messageOf(IllegalArgumentException.class, () -> trainer.fit(new Groups(2))));
      }
    }
  }

  @Test
  void rowsThatDoNotFitAreRefusedBeforeTheFirstStep() {
    try (Network narrow = Network.of(NetworkSpec.chain(2, dense(3)), Backend.scalar());
        Network fitting = network()) {
      assertEquals(
          "trainer: the network takes 2 features, the data has 3",
          messageOf(IllegalArgumentException.class, () -> trainer(narrow).fit(new Groups(2))));
      String message =
          messageOf(
              IllegalArgumentException.class,
              () -> Trainer.of(fitting, new SquaredError()).fit(new Groups(2)));
      assertTrue(message.endsWith("needs 3 targets per row, the data has 1"), message);
    }
  }

  /** A checkpoint in memory. */
  private static final class Memory implements CheckpointStore {
    private byte[] bytes;

    @Override
    public Optional<TensorFile> read(Arena arena) {
      return bytes == null
          ? Optional.empty()
          : Optional.of(TensorFile.read("memory", bytes, arena));
    }

    @Override
    public void write(TensorFile file) {
      bytes = file.toBytes();
    }

    @Override
    public String toString() {
      return "memory";
    }
  }

  @Test
  void aRunOverShardsElsewhereIsTakenUpFromAStoreOfOnesOwn() {
    String expected = local();
    Memory store = new Memory();
    try (Network network = network()) {
      History cut =
          trainer(network).checkpoint(store).listener(new Cancelling(7)).fit(new Groups(2));
      assertEquals(Stop.CANCELLED, cut.stop());
    }
    try (Network network = network()) {
      History history = trainer(network).checkpoint(store).fit(new Groups(4));
      assertEquals(expected, Trainings.bits(network, history));
    }
    try (Network network = network()) {
      assertNotEquals(
          "",
          messageOf(
              TrainingException.class,
              () -> trainer(network).l2(1).checkpoint(store).fit(new Groups(4))));
    }
  }
}
