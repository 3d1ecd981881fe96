package dev.neurite.serve;

import static dev.neurite.activation.Activations.GELU;
import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.SOFTMAX;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.AllocationMeter;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  private static final int IN = 9;
  private static final NetworkSpec CHAIN =
      NetworkSpec.chain(IN, dense(40, RELU), dense(12, TANH), dense(3, GELU), dense(4, SOFTMAX));
  private static final NetworkSpec GRAPH =
      NetworkSpec.graph(IN)
          .node("left", dense(20, SIGMOID), "input")
          .node("right", dense(20, RELU).withoutBias(), "input")
          .node("sum", add(), "left", "right")
          .node("wide", concat(), "sum", "left")
          .node("out", dense(3), "wide")
          .output("out");
  private static final NetworkSpec SKIP =
      NetworkSpec.graph(IN)
          .node("hidden", dense(IN, TANH), "input")
          .node("skip", add(), "hidden", "input")
          .node("out", dense(1), "skip")
          .output("out");
  private static final Scaling SCALING =
      Scaling.of(
          new float[] {1, -2, 0.5f, 0, 3, 4, -1, 10, 0.25f},
          new float[] {2, 0.25f, 1, 0.5f, 8, 1, 1, 0.1f, 3});

  @TempDir Path folder;

  private static Network network(NetworkSpec spec) {
    return Network.of(spec, TestBackend.expected()).initialise(5);
  }

  private static Network scaled(NetworkSpec spec) {
    return network(spec).schema(new Schema(Optional.of(SCALING), List.of(), List.of()));
  }

  private static float[][] rows(int count) {
    CounterRandom random = new CounterRandom(3, Purpose.SAMPLE);
    float[][] rows = new float[count][IN];
    for (int r = 0; r < count; r++) {
      for (int i = 0; i < IN; i++) {
        rows[r][i] = (float) random.normal(r, i);
      }
    }
    return rows;
  }

  @Tag("kernel")
  @Test
  void withoutScalingItsAnswersAreTheNetworksBits() {
    for (NetworkSpec spec : List.of(CHAIN, GRAPH, SKIP)) {
      try (Network network = network(spec)) {
        Predictor predictor = Predictor.of(network, TestBackend.expected());
        for (float[] row : rows(20)) {
          assertSameBits(network.predict(row), predictor.predict(row));
          assertEquals(network.predictClass(row), predictor.predictClass(row));
        }
        assertEquals(0, predictor.freezeReport().largestDifference());
        assertFalse(predictor.freezeReport().folded());
      }
    }
  }

  @Tag("kernel")
  @Test
  void aRowAloneAndInABatchGiveTheSameBits() {
    try (Network network = scaled(GRAPH);
        Arena arena = Arena.ofShared()) {
      Predictor predictor = Predictor.of(network, TestBackend.expected());
      float[][] rows = rows(300); // more than one batch of scratch, and a rest
      int ldx = IN + 2;
      int ldy = 5;
      Tensor x = Tensor.allocate(arena, rows.length, ldx);
      Tensor y = Tensor.allocate(arena, rows.length, ldy);
      for (int r = 0; r < rows.length; r++) {
        MemorySegment.copy(rows[r], 0, x.segment(), JAVA_FLOAT, 4L * r * ldx, IN);
      }
      predictor.predict(rows.length, x.segment(), ldx, y.segment(), ldy);
      for (int r = 0; r < rows.length; r++) {
        assertSameBits(predictor.predict(rows[r]), Arrays.copyOf(y.rows()[r], 3));
        assertEquals(0, y.rows()[r][3], "the gap between rows");
      }
    }
  }

  @Tag("kernel")
  @Test
  void scalarAndExpectedKernelsGiveTheSameBits() {
    try (Network network = scaled(CHAIN)) {
      Predictor scalar = Predictor.of(network, Backend.scalar());
      Predictor expected = Predictor.of(network, TestBackend.expected());
      for (float[] row : rows(20)) {
        assertSameBits(scalar.predict(row), expected.predict(row));
      }
    }
  }

  /** |folded − scaled first| is a few roundings of sums of about 10 terms of size up to 30. */
  @Tag("kernel")
  @Test
  void foldedScalingDiffersByRoundingOnly() {
    for (NetworkSpec spec : List.of(CHAIN, GRAPH)) {
      try (Network network = scaled(spec)) {
        Predictor predictor = Predictor.of(network, TestBackend.expected());
        FreezeReport report = predictor.freezeReport();
        assertTrue(report.folded());
        assertTrue(report.largestDifference() <= 1e-4, report::toString);
        assertTrue(report.largestOutput() > 0.1, report::toString);
        for (float[] row : rows(20)) {
          float[] expected = network.predict(row);
          float[] actual = predictor.predict(row);
          for (int j = 0; j < expected.length; j++) {
            assertWithin(expected[j], actual[j], 1e-4, "output " + j);
          }
        }
      }
    }
  }

  @Tag("kernel")
  @Test
  void whereAJoinReadsTheInputScalingIsAStepOfItsOwn() {
    try (Network network = scaled(SKIP)) {
      Predictor predictor = Predictor.of(network, TestBackend.expected());
      assertFalse(predictor.freezeReport().folded());
      for (float[] row : rows(10)) {
        assertSameBits(network.predict(row), predictor.predict(row));
      }
    }
  }

  @Test
  void aLoadedPredictorGivesTheBitsOfTheFrozenOne() {
    Path file = folder.resolve("model.safetensors");
    try (Network network = scaled(CHAIN)) {
      ModelFile.save(network, file);
      Predictor frozen = Predictor.of(network, TestBackend.expected());
      Predictor loaded = Predictor.load(file, TestBackend.expected());
      assertEquals(frozen.schema(), loaded.schema());
      for (float[] row : rows(10)) {
        assertSameBits(frozen.predict(row), loaded.predict(row));
      }
    }
  }

  @Test
  void laterTrainingOfTheNetworkDoesNotChangeIt() {
    Network network = network(CHAIN);
    Predictor predictor = Predictor.of(network, TestBackend.expected());
    float[] row = rows(1)[0];
    float[] before = predictor.predict(row);
    network.parameters().get(0).value().set(0, 100);
    network.close();
    assertSameBits(before, predictor.predict(row));
  }

  @Test
  void manyThreadsGetTheBitsOfOne() throws InterruptedException, ExecutionException {
    try (Network network = scaled(GRAPH)) {
      Predictor predictor = Predictor.of(network, TestBackend.expected());
      float[][] rows = rows(50);
      float[][] expected = new float[rows.length][];
      for (int r = 0; r < rows.length; r++) {
        expected[r] = predictor.predict(rows[r]);
      }
      try (var threads = Executors.newFixedThreadPool(8)) {
        List<Future<?>> all = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          int first = t;
          all.add(
              threads.submit(() -> {
                float[] outputs = new float[3];
                for (int i = 0; i < 5_000; i++) {
                  int r = (first + i) % rows.length;
                  predictor.predict(rows[r], outputs);
                  assertSameBits(expected[r], outputs);
                }
              }));
        }
        for (Future<?> one : all) {
          one.get();
        }
      }
    }
  }

  @Test
  void aCallAllocatesNothing() {
    try (Network network = scaled(CHAIN)) {
      Predictor predictor = Predictor.of(network, Backend.scalar());
      float[] row = rows(1)[0];
      float[] outputs = new float[4];
      AllocationMeter meter = new AllocationMeter();
      assertEquals(0, meter.bytesOnceWarm(5_000, 50, () -> predictor.predict(row, outputs)));
      assertEquals(0, meter.bytesOnceWarm(5_000, 50, () -> predictor.predictClass(row)));
      assertEquals(0, predictor.stats().scratchMisses());
    }
  }

  @Test
  void wrongCallsAreRefusedWithTheNumbers() {
    try (Network network = network(CHAIN);
        Arena arena = Arena.ofShared()) {
      Predictor predictor = Predictor.of(network, TestBackend.expected());
      assertEquals(
          "predictor: features must have 9 elements, got 8",
          messageOf(IllegalArgumentException.class, () -> predictor.predict(new float[8])));
      assertEquals(
          "predictor: outputs must have 4 elements, got 3",
          messageOf(
              IllegalArgumentException.class, () -> predictor.predict(new float[9], new float[3])));
      assertEquals(
          "predictor: features is null",
          messageOf(NullPointerException.class, () -> predictor.predict(null)));
      assertEquals(
          "predictor: outputs has 10 elements, and 4 are needed from 7 on",
          messageOf(
              IllegalArgumentException.class,
              () -> predictor.predict(new float[9], 0, new float[10], 7)));
      MemorySegment small = arena.allocate(4 * 20, 64);
      assertTrue(
          messageOf(IllegalArgumentException.class, () -> predictor.predict(3, small, 9, small, 4))
              .startsWith("predictor: x "));
      predictor.close();
      predictor.close();
      assertEquals(
          "predictor: closed",
          messageOf(IllegalStateException.class, () -> predictor.predict(new float[9])));
    }
  }

  @Test
  void aClosedPredictorDoesNotWarmUp() throws InterruptedException {
    try (Network network = network(CHAIN)) {
      Predictor predictor = Predictor.of(network, PredictorOptions.DEFAULT.withoutBackground());
      predictor.close();
      assertEquals(
          "predictor: closed", messageOf(IllegalStateException.class, () -> predictor.warmUp()));
    }
  }
}
