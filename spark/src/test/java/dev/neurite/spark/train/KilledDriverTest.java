package dev.neurite.spark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.spark.TestSession;
import dev.neurite.train.History;
import dev.neurite.train.TrainingListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledDriverTest {
  @TempDir Path folder;

  /** Starts a driver in a process of its own, and kills it in its second epoch. */
  private void trainAndKill(String path) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(KilledDriver.class.getName(), path));
    Process driver =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (BufferedReader lines = driver.inputReader()) {
      String line = lines.readLine();
      while (line != null && !line.equals("update 2 5")) {
        line = lines.readLine();
      }
      assertEquals("update 2 5", line, "the driver came that far");
    } finally {
      driver.destroyForcibly().waitFor();
    }
  }

  @Test
  void aRunWhoseDriverIsKilledEndsWithTheSameBits() throws IOException, InterruptedException {
    String path = folder.resolve("run").toUri().toString();
    trainAndKill(path);
    SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
    AtomicInteger updates = new AtomicInteger();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss) {
            updates.incrementAndGet();
          }
        };
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      History history =
          SampleRows.trainer(network, new Adam(0.01f))
              .checkpoint(new HadoopCheckpoint(spark, path))
              .listener(counting)
              .fit(shards);
      assertEquals(SampleRows.local(new Adam(0.01f)), SampleRows.bits(network, history));
      int whole = history.epochs().size() * 10;
      assertTrue(updates.get() < whole - 10, updates + " updates: it began where one was killed");
    }
  }
}
