package dev.neurite.spark.example;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;

import dev.neurite.backend.Backend;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.serve.Predictor;
import dev.neurite.spark.Answer;
import dev.neurite.spark.SparkPredictor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Scores images in Parquet, as a step of a query and in SQL, and compares with this process. */
final class ScoreExample {
  private static final int COMPARED = 1000; // images

  private ScoreExample() {}

  /**
   * Scores images and prints what came of it.
   *
   * @param images as {@link MnistParquet} writes them
   * @param file the bytes of a model's file
   */
  static void run(SparkSession spark, Dataset<Row> images, byte[] file) {
    try (SparkPredictor model =
        SparkPredictor.of(file)
            .features("pixels")
            .answer("digit", Answer.CLASS)
            .answer("outputs", Answer.OUTPUTS)) {
      model.describeJobs(spark);
      long start = System.nanoTime();
      Row result =
          model.score(images).agg(avg(expr("int(digit = label)")), expr("count(*)")).first();
      System.out.printf(
          Locale.ROOT,
          "scored %,d images in %.1f s, %.2f %% of them right%n",
          result.getLong(1),
          (System.nanoTime() - start) / 1e9,
          100 * result.getDouble(0));
      System.out.println("summary: " + model.summary());
      System.out.println(
          "the bits of "
              + COMPARED
              + " answers are those of a predictor in this process: "
              + sameBits(model, images, file));

      model.register(spark, "digit_of", Answer.CLASS);
      images.createOrReplaceTempView("images");
      System.out.println("in SQL: select digit_of(pixels), count(*) from images group by 1");
      spark
          .sql("select digit_of(pixels) as digit, count(*) as images from images group by 1")
          .orderBy("digit")
          .show();
    }
  }

  private static boolean sameBits(SparkPredictor model, Dataset<Row> images, byte[] file) {
    List<Row> rows =
        model
            .score(images.where(col("key").lt(COMPARED)))
            .select("pixels", "outputs")
            .collectAsList();
    try (Network network = ModelFile.load("the model", file, Backend.scalar())) {
      Predictor local = Predictor.of(network, Backend.scalar());
      return rows.size() == COMPARED
          && rows.stream()
              .allMatch(row ->
                  Arrays.equals(local.predict(floats(row.getList(0))), floats(row.getList(1))));
    }
  }

  private static float[] floats(List<Float> list) {
    float[] array = new float[list.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = list.get(i);
    }
    return array;
  }
}
