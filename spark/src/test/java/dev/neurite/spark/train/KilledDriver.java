package dev.neurite.spark.train;

import dev.neurite.network.Network;
import dev.neurite.optim.Adam;
import dev.neurite.spark.TestSession;
import dev.neurite.train.TrainingListener;
import org.apache.spark.sql.SparkSession;

/** A driver that says after every update how far it has come, until it is killed. */
final class KilledDriver {
  private KilledDriver() {}

  /** Trains with a checkpoint in the folder that is named. */
  public static void main(String[] arguments) {
    SparkSession spark = TestSession.on("local[2]");
    try (SparkShards shards = SampleRows.cut(SampleRows.frame(spark)).cut(SampleRows.SHARDS);
        Network network = SampleRows.network()) {
      SampleRows.trainer(network, new Adam(0.01f))
          .checkpoint(new HadoopCheckpoint(spark, arguments[0]))
          .checkpointEvery(2)
          .listener(
              new TrainingListener() {
                @Override
                public void batchDone(int epoch, int batch, int batches, double loss) {
                  System.out.println("update " + epoch + " " + batch);
                }
              })
          .fit(shards);
    }
  }
}
