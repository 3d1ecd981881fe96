package dev.neurite.train;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Momentum;
import dev.neurite.optim.Sgd;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardingTest {
  /** Printed by the scalar kernels; changes only with a canonical order, as in OneAnswerTest. */
  private static final String GOLDEN =
      "cd9c1ea0f266d17d7d51a6dc93872f8e8f6b3116967a1c96dec7f0632b7b6e7b";

  private static final int ROWS = 203;
  private static final CounterRandom RANDOM = new CounterRandom(6, Purpose.SAMPLE);

  private static float[] features(int row) {
    return new float[] {(float) RANDOM.normal(row, 0), (float) RANDOM.normal(row, 1)};
  }

  /** Rows in an order, each with a weight, and a key that is that of its content. */
  private static String train(int[] order, int shards, int batch, Backend backend) {
    return train(order, shards, batch, backend, trainer -> trainer);
  }

  private static String train(
      int[] order, int shards, int batch, Backend backend, UnaryOperator<Trainer> more) {
    float[][] x = new float[ROWS][];
    int[] classes = new int[ROWS];
    float[] weights = new float[ROWS];
    long[] keys = new long[ROWS];
    for (int r = 0; r < ROWS; r++) {
      x[r] = features(order[r]);
      classes[r] = order[r] % 3;
      weights[r] = 1 + order[r] % 2;
      keys[r] = 1000L * order[r] - 77;
    }
    NetworkSpec spec = NetworkSpec.chain(2, dense(20, TANH), dropout(0.2f), dense(3));
    try (Network network = Network.of(spec, backend).initialise(1)) {
      Trainer trainer =
          Trainer.of(network, new SoftmaxCrossEntropy())
              .epochs(3)
              .batch(batch)
              .sharding(new Sharding(shards, keys));
      more.apply(trainer).fit(Dataset.classification(x, classes).withWeights(weights));
      return hashOfParameters(network);
    }
  }

  private static int[] inOrder() {
    return IntStream.range(0, ROWS).toArray();
  }

  private static int[] shuffled() {
    int[] order = inOrder();
    RANDOM.shuffle(1, order);
    return order;
  }

  @Tag("kernel")
  @Test
  void theOrderOfTheRowsDoesNotChangeTheBits() {
    String expected = train(inOrder(), 4, 32, TestBackend.expected());
    assertEquals(expected, train(shuffled(), 4, 32, TestBackend.expected()));
  }

  /** The file of a run goes by the keys: the rest may come in another order. */
  @Test
  void aRunIsTakenUpWithRowsInAnotherOrder(@TempDir Path folder) {
    Path file = folder.resolve("run.safetensors");
    String expected = train(inOrder(), 4, 32, Backend.scalar());
    for (int cut = 1; cut <= 2; cut++) {
      assertNotEquals(expected, train(inOrder(), file, new Cancelling(5)));
    }
    assertEquals(expected, train(shuffled(), file, TrainingListener.NONE));
  }

  private static String train(int[] order, Path checkpoint, TrainingListener listener) {
    return train(
        order,
        4,
        32,
        Backend.scalar(),
        trainer -> trainer.checkpoint(checkpoint).listener(listener));
  }

  @Tag("kernel")
  @Test
  void threadsAndWidthsDoNotChangeTheBits() {
    String expected = train(inOrder(), 4, 32, Backend.scalar());
    for (int threads : new int[] {1, 2, 3}) {
      Backend backend = TestBackend.expected().withThreads(threads);
      assertEquals(expected, train(inOrder(), 4, 32, backend), threads + " threads");
    }
  }

  @Tag("kernel")
  @Test
  void shardsTrainToTheGoldenBits() {
    for (Backend backend : new Backend[] {Backend.scalar(), TestBackend.expected()}) {
      for (int threads : new int[] {1, 2}) {
        Backend several = backend.withThreads(threads);
        UnaryOperator<Trainer> byMomentum = t -> t.optimiser(new Momentum(0.05f, 0.9f, true));
        String bits = train(shuffled(), 5, 40, several, byMomentum);
        assertEquals(GOLDEN, bits, () -> several + ", " + threads + " threads");
      }
    }
  }

  @Test
  void theNumberOfShardsIsPartOfTheAnswer() {
    String expected = train(inOrder(), 4, 32, Backend.scalar());
    assertNotEquals(expected, train(inOrder(), 2, 32, Backend.scalar()));
  }

  /** One step of all rows is the same sum however it is cut, but for roundings. */
  @Tag("kernel")
  @Test
  void theGradientsOfTheShardsAddUpToThatOfTheStep() {
    float[][] x = new float[ROWS][];
    int[] classes = new int[ROWS];
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      x[r] = features(r);
      classes[r] = r % 3;
      weights[r] = 1 + r % 2;
    }
    Dataset data = Dataset.classification(x, classes).withWeights(weights);
    long[] keys = IntStream.range(0, ROWS).asLongStream().toArray();
    float[][] results = new float[2][];
    double[] losses = new double[2];
    for (int i = 0; i < 2; i++) {
      try (Network network =
          Network.of(NetworkSpec.chain(2, dense(3)), TestBackend.expected()).initialise(1)) {
        Trainer trainer = Trainer.of(network, new SoftmaxCrossEntropy()).optimiser(new Sgd(1));
        trainer.epochs(1).batch(4 * ROWS);
        if (i == 1) {
          trainer.sharding(new Sharding(4, keys));
        }
        losses[i] = trainer.fit(data).last().loss();
        results[i] = network.parameters().getFirst().value().toArray();
      }
    }
    assertWithin(losses[0], losses[1], 1e-6, "loss");
    for (int j = 0; j < results[0].length; j++) {
      assertWithin(results[0][j], results[1][j], 1e-6, "weight " + j);
    }
  }

  @Test
  void everyRowIsInOneShardAndComesOncePerEpoch() {
    long[] keys = IntStream.range(0, ROWS).mapToLong(r -> 31L * r).toArray();
    Dataset data = Dataset.unlabelled(new float[ROWS][1]);
    ShardRows rows = ShardRows.of(data, new Sharding(5, keys));
    ShardPlan plan = new ShardPlan(5, 20, 1);
    int[] sizes = IntStream.range(0, 5).map(rows::rows).toArray();
    int[] seen = new int[ROWS];
    for (int s = 0; s < 5; s++) {
      int[] order = rows.order(s);
      plan.shuffle(2, s, order);
      for (int b = 0; b < plan.steps(sizes); b++) {
        for (int i = 0; i < plan.rows(b, order.length); i++) {
          seen[order[plan.from(b) + i]]++;
        }
      }
    }
    assertEquals(
        IntStream.generate(() -> 1).limit(ROWS).boxed().toList(),
        IntStream.of(seen).boxed().toList());
  }

  @Test
  void whatCanNotBeCutIsRefused() {
    List<String> messages =
        List.of(
            messageOf(IllegalArgumentException.class, () -> cut(4, new long[3])),
            messageOf(IllegalArgumentException.class, () -> new ShardPlan(2, 3, 1)),
            messageOf(IllegalArgumentException.class, () -> cut(3, new long[] {7, 3, 7})));
    assertEquals(
        List.of(
            "trainer: sharding has 3 keys for 4 rows",
            "trainer: the batch must be a multiple of the 2 shards, got 3",
            "trainer: two rows have the key 7: rows 0 and 2"),
        messages);
  }

  private static void cut(int rows, long[] keys) {
    ShardRows.of(Dataset.unlabelled(new float[rows][1]), new Sharding(2, keys));
  }
}
