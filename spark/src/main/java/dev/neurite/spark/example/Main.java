package dev.neurite.spark.example;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The example: writes images to Parquet and scores them.
 *
 * <p>Options are properties: {@code master}; {@code data}, the folder of IDX files; {@code folder},
 * where Parquet and model go.
 */
public final class Main {
  private Main() {}

  /** Runs it. */
  public static void main(String[] arguments) {
    Path idx = MnistParquet.folder(System.getProperty("data", ""));
    Path folder = Path.of(System.getProperty("folder", "target"));
    SparkSession spark =
        Sessions.on(System.getProperty("master", "local-cluster[2,1,1024]")).getOrCreate();
    try {
      Dataset<Row> images = MnistParquet.write(spark, idx, "t10k", folder.resolve("t10k.parquet"));
      byte[] model = LocalModel.train(idx, folder.resolve("images.safetensors"));
      ScoreExample.run(spark, images, model);
    } finally {
      spark.stop();
    }
  }
}
