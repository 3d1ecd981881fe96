package dev.neurite.spark.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.network.Network;
import dev.neurite.optim.Momentum;
import dev.neurite.spark.TestSession;
import dev.neurite.train.History;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** One seed, one model: in this JVM, and on five executors. */
class AnyMasterTest {
  private static final Momentum MOMENTUM = new Momentum(0.05f, 0.9f, false);

  @Test
  void oneThreadAndFiveProcessesEndWithTheBitsOfOneMachine() {
    String expected = SampleRows.local(MOMENTUM);
    for (String master : new String[] {"local[1]", "local-cluster[5,1,1024]"}) {
      SparkSession spark = TestSession.on(master);
      try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS);
          Network network = SampleRows.network()) {
        History history = SampleRows.trainer(network, MOMENTUM).fit(shards);
        assertEquals(expected, SampleRows.bits(network, history), master);
      }
    }
  }
}
