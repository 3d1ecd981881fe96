package dev.neurite.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.neurite.backend.Backend;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** What the other tests rely on: executors are processes of their own, with the vector module. */
class ExecutorProcessesTest {
  @Test
  void twoProcessesShareAJobAndHaveTheVectorModule() throws InterruptedException {
    SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
    for (int i = 0; i < 1000 && executors(spark) < 2; i++) {
      Thread.sleep(100); // on a busy machine the second comes seconds after the first
    }
    MapPartitionsFunction<Long, String> look =
        rows -> {
          Thread.sleep(500); // so that one executor can't take both tasks
          return List.of(
                  ProcessHandle.current().pid()
                      + " "
                      + ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                      + " "
                      + Backend.scalar().report().kernels())
              .iterator();
        };
    List<String> seen =
        spark
            .range(0, 2, 1, 2)
            .as(Encoders.LONG())
            .mapPartitions(look, Encoders.STRING())
            .collectAsList();

    Set<String> processes = new HashSet<>();
    for (String line : seen) {
      String[] parts = line.split(" ");
      processes.add(parts[0]);
      assertEquals("true", parts[1]);
      assertEquals("scalar", parts[2]);
    }
    assertEquals(2, processes.size(), seen::toString);
    assertFalse(processes.contains(Long.toString(ProcessHandle.current().pid())));
  }

  private static int executors(SparkSession spark) {
    return spark.sparkContext().statusTracker().getExecutorInfos().length - 1; // less the driver
  }
}
