package dev.neurite.linear;

import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.ShardPlan;
import dev.neurite.train.ShardRows;
import dev.neurite.train.Sharding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Fits over shards: the optimum, with the same bits wherever the shards lie. */
class ShardedFitTest {
  private static final Dataset TWO =
      Csv.options()
          .labels(List.of("malignant", "benign"))
          .read(Path.of("src/data/breast_cancer.csv"));
  private static final Dataset TEN = Csv.read(Path.of("src/data/digits.csv.gz"));
  private static final int SHARDS = 7;

  private static long[] keys(int rows) {
    return IntStream.range(0, rows).mapToLong(r -> 13L * r + 5).toArray();
  }

  /** Shards in groups, each with sums of its own, as in the processes of a cluster. */
  private static final class Groups implements LinearSource {
    private final Dataset data;
    private final List<ShardSums> groups = new ArrayList<>();

    Groups(Dataset data, int size, Backend backend) {
      this.data = data;
      long[] keys = keys(data.rows());
      for (int first = 0; first < SHARDS; first += size) {
        int group = first / size;
        int[] rows =
            IntStream.range(0, data.rows())
                .filter(r -> ShardPlan.shardOf(keys[r], SHARDS) / size == group)
                .toArray();
        int[] shards = IntStream.of(rows).map(r -> ShardPlan.shardOf(keys[r], SHARDS)).toArray();
        ShardRows part =
            ShardRows.sorted(data.select(rows), first, Math.min(size, SHARDS - first), shards);
        groups.add(new ShardSums(part, backend));
      }
    }

    @Override
    public int in() {
      return data.in();
    }

    @Override
    public List<String> labels() {
      return data.labels();
    }

    @Override
    public long rowCount() {
      return data.rows();
    }

    @Override
    public double[] sum(LinearPass pass) {
      return ShardSums.add(groups.stream().map(g -> g.sum(pass)).toArray(double[][]::new));
    }
  }

  private static String bits(LogisticRegression model) {
    try (model) {
      return hashOfParameters(model.network()) + model.optimum();
    }
  }

  private static String bits(SoftmaxRegression model) {
    try (model) {
      return hashOfParameters(model.network()) + model.optimum();
    }
  }

  @Tag("kernel")
  @Test
  void groupsOfShardsEndWithTheSameBits() {
    LinearOptions options = LinearOptions.DEFAULT;
    Sharding two = new Sharding(SHARDS, keys(TWO.rows()));
    Sharding ten = new Sharding(SHARDS, keys(TEN.rows()));
    String logistic = bits(LogisticRegression.fit(TWO, two, options));
    String softmax = bits(SoftmaxRegression.fit(TEN, ten, options));
    for (int size : new int[] {1, 2, 4}) {
      for (Backend backend : List.of(TestBackend.expected(), Backend.scalar())) {
        Groups twoGroups = new Groups(TWO, size, backend);
        Groups tenGroups = new Groups(TEN, size, backend);
        assertEquals(logistic, bits(LogisticRegression.fit(twoGroups, options)));
        assertEquals(softmax, bits(SoftmaxRegression.fit(tenGroups, options)));
        twoGroups.groups.forEach(ShardSums::close);
        tenGroups.groups.forEach(ShardSums::close);
      }
    }
  }

  @Test
  void theOrderOfTheRowsDoesNotChangeTheBits() {
    int[] order = IntStream.range(0, TWO.rows()).toArray();
    new CounterRandom(3, Purpose.SAMPLE).shuffle(0, order);
    long[] keys = keys(TWO.rows());
    long[] moved = IntStream.of(order).mapToLong(r -> keys[r]).toArray();
    LinearOptions raw = LinearOptions.DEFAULT.withRawFeatures().withTolerance(1e-4);
    for (LinearOptions options : List.of(LinearOptions.DEFAULT, raw)) {
      String expected = bits(LogisticRegression.fit(TWO, new Sharding(4, keys), options));
      Dataset shuffled = TWO.select(order);
      assertEquals(
          expected, bits(LogisticRegression.fit(shuffled, new Sharding(4, moved), options)));
      assertNotEquals(expected, bits(LogisticRegression.fit(TWO, new Sharding(5, keys), options)));
    }
  }

  /** Both are as near as the tolerance of the slope: 10⁻⁵ where the curvature is about 1. */
  @Test
  void theOptimumIsThatOfRowsThatAreNotCut() {
    LinearOptions options = LinearOptions.DEFAULT.withDecayingBiases();
    Sharding two = new Sharding(SHARDS, keys(TWO.rows()));
    Sharding ten = new Sharding(SHARDS, keys(TEN.rows()));
    try (LogisticRegression cut = LogisticRegression.fit(TWO, two, options);
        LogisticRegression whole = LogisticRegression.fit(TWO, options);
        SoftmaxRegression cutTen = SoftmaxRegression.fit(TEN, ten, options);
        SoftmaxRegression wholeTen = SoftmaxRegression.fit(TEN, options)) {
      assertTrue(cut.optimum().reached() && cutTen.optimum().reached());
      assertEquals(whole.optimum().objective(), cut.optimum().objective(), 1e-7);
      assertEquals(wholeTen.optimum().objective(), cutTen.optimum().objective(), 1e-7);
      assertEquals(whole.accuracy(TWO), cut.accuracy(TWO));
      assertEquals(TWO.labels(), cut.network().schema().labels());
    }
  }

  @Test
  void whatCanNotBeFittedIsRefused() {
    float[] weights = new float[TWO.rows()];
    weights[3] = 1;
    Sharding sharding = new Sharding(2, keys(TWO.rows()));
    String two =
        messageOf(
            IllegalArgumentException.class,
            () -> LogisticRegression.fit(TEN, sharding, LinearOptions.DEFAULT).close());
    assertTrue(two.startsWith("logisticRegression: needs data of 2 classes, got 10"), two);
    assertEquals(
        "linear: rows that are cut into shards count once each, and"
            + " Dataset[rows=569, in=30, targets=CLASSES] has weights",
        messageOf(
            IllegalArgumentException.class,
            () ->
                LogisticRegression.fit(TWO.withWeights(weights), sharding, LinearOptions.DEFAULT)
                    .close()));
  }
}
