package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.TestKernels;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums over a row are those of 64 lanes, bit by bit: the canonical order of the contract. */
@Tag("kernel")
@Tag("sample512")
class LaneOrderTest {
  private final Kernels kernels = TestKernels.expected();

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 63, 64, 65, 200, 1024, 1100, 2200})
  void softmaxSumsItsExponentials(int n) {
    Rows x = new Rows(1, n).random(n, -3, 3);
    float max = Float.NEGATIVE_INFINITY;
    for (int c = 0; c < n; c++) {
      max = Math.max(max, x.get(0, c));
    }
    Rows e = new Rows(1, n);
    for (int c = 0; c < n; c++) {
      e.set(0, c, x.get(0, c) - max);
    }
    Elementwise elementwise = kernels.elementwise();
    elementwise.activate(Function.EXP, 0, n, e.memory, e.offset, e.memory, e.offset);
    elementwise.softmax(1, n, x.memory, x.offset, x.ld, x.memory, x.offset, x.ld);
    float[] lanes = new float[64];
    for (int c = 0; c < n; c++) {
      lanes[c % 64] += e.get(0, c);
    }
    float sum = halved(lanes);
    for (int c = 0; c < n; c++) {
      assertEquals(e.get(0, c) / sum, x.get(0, c), "column " + c);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 63, 64, 65, 200, 1024, 1100, 2200})
  void theBackwardPassOfSoftmaxSumsProducts(int n) {
    Rows y = new Rows(1, n).random(n, 0, 1);
    Rows dy = new Rows(1, n).random(n + 1, -1, 1);
    float[] lanes = new float[64];
    for (int c = 0; c < n; c++) {
      lanes[c % 64] = Math.fma(y.get(0, c), dy.get(0, c), lanes[c % 64]);
    }
    float dot = halved(lanes);
    Rows dx = new Rows(1, n);
    kernels
        .elementwise()
        .softmaxBackward(
            1, n, y.memory, y.offset, y.ld, dy.memory, dy.offset, dy.ld, dx.memory, dx.offset,
            dx.ld);
    for (int c = 0; c < n; c++) {
      assertEquals(y.get(0, c) * (dy.get(0, c) - dot), dx.get(0, c), "column " + c);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 63, 64, 65, 200, 1024, 1100, 2200})
  void lossesSumOverTheOutputs(int n) {
    Rows z = new Rows(1, n).random(n, -3, 3);
    Rows t = new Rows(1, n).random(n + 1, -3, 3);
    float[] lanes = new float[64];
    for (int c = 0; c < n; c++) {
      float d = z.get(0, c) - t.get(0, c);
      lanes[c % 64] += d * d;
    }
    Rows loss = new Rows(1, 1);
    Rows dz = new Rows(1, n);
    Rows v = Rows.of(0.3f);
    kernels
        .losses()
        .outputLoss(
            OutputLoss.SQUARED_ERROR,
            0,
            1,
            n,
            z.memory,
            z.offset,
            z.ld,
            t.memory,
            t.offset,
            t.ld,
            v.memory,
            v.offset,
            loss.memory,
            loss.offset,
            dz.memory,
            dz.offset,
            dz.ld);
    assertEquals(halved(lanes) / n, loss.get(0, 0));
    float weight = 0.3f / n;
    for (int c = 0; c < n; c++) {
      assertEquals(weight * (2 * (z.get(0, c) - t.get(0, c))), dz.get(0, c), "column " + c);
    }
  }

  private static float halved(float[] lanes) {
    for (int half = 32; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] += lanes[j + half];
      }
    }
    return lanes[0];
  }
}
