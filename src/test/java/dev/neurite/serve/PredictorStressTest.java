package dev.neurite.serve;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.network.Network;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Eight threads, a million calls each, while the kernels are exchanged under them: every answer is
 * right. Once per build (tag {@code starts}): it takes some seconds.
 */
@Tag("starts")
class PredictorStressTest {
  private static final int THREADS = 8;
  private static final int CALLS = 1_000_000;
  private static final int ROWS = 64;
  private static final int IN = 9;
  private static final int OUT = 3;

  @Test
  void everyAnswerIsRight() throws InterruptedException, ExecutionException {
    float[][] rows = rows();
    try (Network network = Network.of(IN, dense(17, TANH), dense(OUT)).initialise(5);
        var threads = Executors.newFixedThreadPool(THREADS)) {
      float[][] expected = new float[ROWS][];
      for (int r = 0; r < ROWS; r++) {
        expected[r] = network.predict(rows[r]);
      }
      Predictor predictor = Predictor.of(network);
      List<Callable<Integer>> tasks = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        int first = t;
        tasks.add(() -> wrongAnswers(predictor, rows, expected, first));
      }
      for (Future<Integer> wrong : threads.invokeAll(tasks)) {
        assertEquals(0, wrong.get());
      }
      predictor.warmUp(); // ends its thread
      assertEquals((long) THREADS * CALLS, predictor.stats().rowCalls());
    }
  }

  private static int wrongAnswers(
      Predictor predictor, float[][] rows, float[][] expected, int first) {
    float[] outputs = new float[OUT];
    int wrong = 0;
    for (int i = 0; i < CALLS; i++) {
      int r = (first + i) % ROWS;
      predictor.predict(rows[r], outputs);
      for (int j = 0; j < OUT; j++) {
        boolean same =
            Float.floatToRawIntBits(expected[r][j]) == Float.floatToRawIntBits(outputs[j]);
        wrong += same ? 0 : 1;
      }
    }
    return wrong;
  }

  private static float[][] rows() {
    CounterRandom random = new CounterRandom(3, Purpose.SAMPLE);
    float[][] rows = new float[ROWS][IN];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < IN; i++) {
        rows[r][i] = (float) random.normal(r, i);
      }
    }
    return rows;
  }
}
