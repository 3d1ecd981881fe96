package dev.neurite.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.serve.Predictor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import scala.reflect.ClassTag$;

/** An executor has one predictor for a model, and lets go of it. */
class OnePredictorTest {
  private static final int IN = 17;

  private final SparkSession spark = TestSession.on(TestSession.TWO_PROCESSES);
  private final SparkContext context = spark.sparkContext();

  /** Says which process and which predictor answered. */
  private record Named(BroadcastModels models) implements RowModels {
    @Override
    public RowModel open() {
      Predictor predictor = models.predictor();
      String name =
          ProcessHandle.current().pid()
              + " "
              + Integer.toHexString(System.identityHashCode(predictor));
      RowModel model = models.open();
      return new RowModel() {
        @Override
        public void predict(int batch, float[] x, float[] y) {
          model.predict(batch, x, y);
        }

        @Override
        public float threshold() {
          return model.threshold();
        }

        @Override
        public String report() {
          return name;
        }

        @Override
        public void close() {
          model.close();
        }
      };
    }
  }

  @Test
  void isSharedByTasksQueriesAndBroadcasts() {
    byte[] file = Models.safetensors(7, IN, 2);
    Model model = Model.read("the model", file);
    Map<String, Set<String>> predictors = new HashMap<>();
    List<Object> broadcasts = new ArrayList<>(); // kept until the end
    int tasks = 0;
    for (int query = 0; query < 3; query++) {
      var bytes = context.broadcast(file.clone(), ClassTag$.MODULE$.<byte[]>apply(byte[].class));
      broadcasts.add(bytes);
      Tallies tallies = new Tallies();
      context.register(tallies, "tallies");
      Scoring scoring =
          new Scoring(
              new Named(new BroadcastModels(model.hash(), bytes)),
              "the model",
              IN,
              2,
              List.of(Answer.CLASS),
              Unfit.FAIL,
              16,
              tallies);
      SparkPredictor.of(file)
          .features("features")
          .answer("class", Answer.CLASS)
          .score(Rows.of(spark, 400, IN, 6), scoring)
          .collectAsList();
      for (Tally tally : tallies.value()) {
        String[] name = tally.kernels().split(" ");
        predictors.computeIfAbsent(name[0], _ -> new HashSet<>()).add(name[1]);
        tasks++;
      }
    }
    assertEquals(18, tasks);
    predictors.forEach((process, names) -> assertEquals(1, names.size(), predictors::toString));
    assertFalse(predictors.containsKey(Long.toString(ProcessHandle.current().pid())));
    assertEquals(3, broadcasts.size());
  }

  @Test
  void isDroppedWhenTheBroadcastEnds() throws InterruptedException {
    SparkPredictor model =
        SparkPredictor.of(Models.safetensors(8, IN, 2))
            .features("features")
            .answer("class", Answer.CLASS);
    model.score(Rows.of(spark, 400, IN, 4)).collectAsList();
    assertTrue(holders(model.hash()) >= 1);
    model.close();
    int left = -1;
    for (int attempt = 0; attempt < 100 && left != 0; attempt++) {
      left =
          holders(
              model.hash()); // its memory goes when the collector has run, and warming up has ended
      Thread.sleep(100);
    }
    assertEquals(0, left);
  }

  /** How many of the partitions that look find the model in their process. */
  private int holders(String hash) {
    MapPartitionsFunction<Long, Boolean> look =
        rows -> {
          System.gc();
          Thread.sleep(50); // so that one executor can't take all
          return List.of(Predictors.holds(hash)).iterator();
        };
    return (int)
        spark
            .range(0, 4, 1, 4)
            .as(Encoders.LONG())
            .mapPartitions(look, Encoders.BOOLEAN())
            .collectAsList()
            .stream()
            .filter(held -> held)
            .count();
  }
}
