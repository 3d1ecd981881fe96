package dev.neurite.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.neurite.serve.Predictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.spark.TaskContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An executor process that is killed in the middle of a partition costs time and no row. */
class LostExecutorTest {
  private static final int IN = 17;
  private static final int COUNT = 1200;
  private static final long TRAP = 700; // in the middle of partition 3 of 6
  private static final int SECONDS = 300; // far more than it takes, where nothing hangs

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);

  @TempDir Path folder;

  @Test
  void leavesEveryRowScoredOnceWithTheSameBits() throws Exception {
    Path pidFile = folder.resolve("pid");
    String path = pidFile.toString();
    UDF1<Long, Long> trap =
        id -> {
          if (id == TRAP && TaskContext.get().attemptNumber() == 0) {
            Path draft = Path.of(path + ".draft");
            Files.writeString(draft, Long.toString(ProcessHandle.current().pid()));
            Files.move(draft, Path.of(path));
            TimeUnit.SECONDS.sleep(SECONDS); // until killed
            throw new IllegalStateException("nobody killed this process");
          }
          return id;
        };
    Dataset<Row> rows =
        Rows.of(spark, COUNT, IN, 6)
            .withColumn("id", udf(trap, DataTypes.LongType).asNondeterministic().apply(col("id")));
    byte[] file = Models.safetensors(1, IN, 4);
    SparkPredictor model =
        SparkPredictor.of(file).features("features").answer("y", Answer.OUTPUTS).batch(32);

    CompletableFuture<ProcessHandle> killed = CompletableFuture.supplyAsync(() -> kill(pidFile));
    String scored = folder.resolve("scored").toString();
    model.score(rows).write().parquet(scored);

    ProcessHandle process = killed.get(SECONDS, TimeUnit.SECONDS);
    assertNotEquals(ProcessHandle.current().pid(), process.pid());
    assertFalse(process.isAlive());
    Predictor local = Models.local(file);
    List<Row> got =
        spark.read().parquet(scored).select("id", "y").collectAsList().stream()
            .sorted(Comparator.comparingLong(row -> row.getLong(0)))
            .toList();
    assertEquals(COUNT, got.size());
    for (int i = 0; i < COUNT; i++) {
      assertEquals(i, got.get(i).getLong(0));
      List<Float> y = got.get(i).getList(1);
      assertArrayEquals(
          bits(local.predict(Rows.features(i, IN))),
          y.stream().mapToInt(Float::floatToRawIntBits).toArray());
    }
    assertEquals(COUNT, model.summary().rows());
    assertEquals(6, model.summary().tasks());
  }

  /** Kills the process that wrote its number to a file. */
  private static ProcessHandle kill(Path pidFile) {
    try {
      for (int wait = 0; !Files.exists(pidFile); wait++) {
        if (wait > 10 * SECONDS) {
          throw new IllegalStateException("no executor came to the trap");
        }
        Thread.sleep(100);
      }
      ProcessHandle process =
          ProcessHandle.of(Long.parseLong(Files.readString(pidFile))).orElseThrow();
      process.destroyForcibly();
      process.onExit().get(SECONDS, TimeUnit.SECONDS);
      return process;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
