package dev.neurite.spark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.linear.LinearOptions;
import dev.neurite.linear.LogisticRegression;
import dev.neurite.linear.SoftmaxRegression;
import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Momentum;
import dev.neurite.optim.Optimiser;
import dev.neurite.optim.Sgd;
import dev.neurite.spark.TestSession;
import dev.neurite.train.History;
import dev.neurite.train.Sharding;
import dev.neurite.train.Stop;
import dev.neurite.train.TrainingException;
import dev.neurite.train.TrainingListener;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FilterFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on two executors has the bits of one machine, whatever happens to them. */
class SparkTrainingTest {
  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);

  @TempDir Path folder;

  private static String train(Dataset<Row> frame, Optimiser optimiser, int partitions) {
    try (SparkShards shards = SampleRows.cut(frame).partitions(partitions).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      History history = SampleRows.trainer(network, optimiser).fit(shards);
      assertEquals(3L * SampleRows.ROWS, shards.summary().rows());
      return SampleRows.bits(network, history);
    }
  }

  @Test
  void everyOptimiserEndsWithTheBitsOfOneMachine() {
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS)) {
      for (Optimiser optimiser :
          List.of(new Sgd(0.1f), new Momentum(0.05f, 0.9f, true), new Adam(0.01f))) {
        try (Network network = SampleRows.network()) {
          History history = SampleRows.trainer(network, optimiser).fit(shards);
          String got = SampleRows.bits(network, history);
          assertEquals(SampleRows.local(optimiser), got, optimiser::toString);
        }
      }
    }
  }

  @Test
  void theNumberOfPartitionsDoesNotChangeTheBits() {
    String expected = SampleRows.local(new Adam(0.01f));
    for (int partitions : new int[] {1, 4, 8}) {
      String got = train(SampleRows.frame(spark), new Adam(0.01f), partitions);
      assertEquals(expected, got, partitions + " partitions");
    }
  }

  /** The first attempt of every task that reads rows fails half-way. */
  @Test
  void tasksThatAreRunAgainDoNotChangeTheBits() {
    FilterFunction<Row> failing =
        row -> {
          if (TaskContext.get().attemptNumber() == 0 && row.getLong(0) % 7 == 0) {
            throw new IllegalStateException("this attempt is to fail");
          }
          return true;
        };
    String got = train(SampleRows.frame(spark).filter(failing), new Adam(0.01f), 2);
    assertEquals(SampleRows.local(new Adam(0.01f)), got);
  }

  /** Kills, after some updates, the process of an executor that computes. */
  private static final class Killer implements TrainingListener {
    private final List<Long> processes;
    private int updates;

    Killer(List<Long> processes) {
      this.processes = processes;
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss) {
      updates++;
      if (updates == 12) {
        ProcessHandle.of(processes.getFirst()).orElseThrow().destroyForcibly();
      }
    }
  }

  @Test
  void anExecutorThatIsKilledDoesNotChangeTheBits() {
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      Killer killer = new Killer(executors());
      History history = SampleRows.trainer(network, new Adam(0.01f)).listener(killer).fit(shards);
      assertEquals(SampleRows.local(new Adam(0.01f)), SampleRows.bits(network, history));
      assertTrue(shards.summary().kernels().size() >= 2, shards.summary()::toString);
    }
  }

  /** The processes that hold executors now. */
  private static List<Long> executors() {
    return ProcessHandle.current()
        .descendants()
        .filter(p -> commandLine(p).contains("CoarseGrainedExecutorBackend"))
        .map(ProcessHandle::pid)
        .toList();
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (java.io.IOException e) {
      return "";
    }
  }

  @Test
  void aRunIsTakenUpFromAHadoopPathOnAnotherNumberOfPartitions() throws Exception {
    String path = folder.resolve("run").toUri().toString();
    TrainingListener cancelling =
        new TrainingListener() {
          private int updates;

          @Override
          public boolean isCancelled() {
            return ++updates == 14;
          }
        };
    try (SparkShards shards =
            SampleRows.cut(SampleRows.frame(spark)).partitions(2).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      History cut =
          SampleRows.trainer(network, new Adam(0.01f))
              .checkpoint(new HadoopCheckpoint(spark, path))
              .checkpointEvery(3)
              .listener(cancelling)
              .fit(shards);
      assertEquals(Stop.CANCELLED, cut.stop());
    }
    assertEquals(2, checkpoints().size(), "the last one and the one before");
    Files.write(checkpoints().getLast(), new byte[] {1, 2, 3}); // a store that lost it
    try (SparkShards shards =
            SampleRows.cut(SampleRows.frame(spark)).partitions(8).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      HadoopCheckpoint store = new HadoopCheckpoint(spark, path);
      List<Integer> batches = new ArrayList<>();
      TrainingListener noting =
          new TrainingListener() {
            @Override
            public void batchDone(int epoch, int batch, int all, double loss) {
              batches.add(batch);
            }
          };
      History history =
          SampleRows.trainer(network, new Adam(0.01f))
              .checkpoint(store)
              .listener(noting)
              .fit(shards);
      assertEquals(SampleRows.local(new Adam(0.01f)), SampleRows.bits(network, history));
      assertTrue(batches.size() < 25, "it began where the other one was cut");
    }
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(4);
        Network network = SampleRows.network()) {
      TrainingException e =
          assertThrows(
              TrainingException.class,
              () ->
                  SampleRows.trainer(network, new Adam(0.01f))
                      .checkpoint(new HadoopCheckpoint(spark, path))
                      .fit(shards));
      assertTrue(e.getMessage().contains("is of another run: its data is 601 rows in 8 shards"));
    }
  }

  private List<Path> checkpoints() throws java.io.IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      return files
          .filter(f -> f.getFileName().toString().startsWith("checkpoint-"))
          .sorted()
          .toList();
    }
  }

  @Test
  void regressionsEndAtTheBitsOfOneMachine() {
    Sharding sharding = new Sharding(SampleRows.SHARDS, SampleRows.keys());
    LinearOptions options = LinearOptions.DEFAULT;
    dev.neurite.data.Dataset three = SampleRows.here();
    Dataset<Row> frame = SampleRows.frame(spark);
    Dataset<Row> ofTwo = frame.filter("kind < 2");
    int[] two = IntStream.range(0, SampleRows.ROWS).filter(r -> r % 3 < 2).toArray();
    int[] classes = IntStream.of(two).map(r -> r % 3).toArray();
    float[][] x = IntStream.of(two).mapToObj(three::row).toArray(float[][]::new);
    long[] keys = IntStream.of(two).mapToLong(SampleRows::key).toArray();
    dev.neurite.data.Dataset twoHere = dev.neurite.data.Dataset.classification(x, classes);
    try (SparkShards shards = SampleRows.cut(frame).cut(SampleRows.SHARDS);
        SparkShards twoShards =
            SparkShards.of(ofTwo).key("id").features("x", 9).classes("kind", 2).cut(5);
        SoftmaxRegression here = SoftmaxRegression.fit(three, sharding, options);
        SoftmaxRegression there = SoftmaxRegression.fit(shards, options);
        LogisticRegression hereTwo =
            LogisticRegression.fit(twoHere, new Sharding(5, keys), options);
        LogisticRegression thereTwo = LogisticRegression.fit(twoShards, options)) {
      assertEquals(here.optimum(), there.optimum());
      assertEquals(SampleRows.bits(here.network()), SampleRows.bits(there.network()));
      assertEquals(hereTwo.optimum(), thereTwo.optimum());
      assertEquals(SampleRows.bits(hereTwo.network()), SampleRows.bits(thereTwo.network()));
      assertTrue(there.optimum().reached());
    }
  }

  @Test
  void whatTookTimeIsSummedUp() {
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      SampleRows.trainer(network, new Sgd(0.1f)).epochs(2).fit(shards);
      TrainingSummary summary = shards.summary();
      assertEquals(2L * SampleRows.ROWS, summary.rows());
      assertTrue(summary.steps() > 0 && summary.steps() % 2 == 0, summary::toString);
      assertTrue(summary.taskSeconds() > 0);
      long parameters = 9 * 16 + 16 + 16 * 3 + 3;
      assertTrue(summary.gradientBytes() <= 4 * parameters * summary.steps() * 2);
      for (String line : summary.kernels()) {
        assertTrue(line.matches("executor \\d+: simd-\\d+, 1 thread: .*"), line);
      }
    }
  }
}
