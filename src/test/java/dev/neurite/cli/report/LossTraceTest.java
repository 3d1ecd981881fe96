package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** The losses of any number of batches are kept as a bounded number of means. */
class LossTraceTest {

  @Test
  void fewLossesAreKeptAsTheyAre() {
    LossTrace trace = new LossTrace();
    trace.add(0.5, 3);
    trace.add(1, 2);
    assertArrayEquals(new double[] {0.5, 1}, trace.places());
    assertArrayEquals(new double[] {3, 2}, trace.losses());
  }

  @Test
  void manyLossesBecomeMeansOfEqualStretches() {
    LossTrace trace = new LossTrace();
    int n = 8 * LossTrace.CAPACITY;
    for (int i = 1; i <= n; i++) {
      trace.add(i, i); // the mean of i − 7 … i is i − 3.5
    }
    int stride = n / trace.losses().length;
    assertTrue(trace.losses().length >= LossTrace.CAPACITY / 2);
    assertTrue(trace.losses().length < LossTrace.CAPACITY);
    for (int i = 0; i < trace.losses().length; i++) {
      assertEquals((i + 1.0) * stride, trace.places()[i]);
      assertEquals(trace.places()[i] - (stride - 1) / 2.0, trace.losses()[i]);
    }
    assertEquals((n + 1) / 2.0, DoubleStream.of(trace.losses()).average().orElseThrow());
  }
}
