package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperandKindsTest {
  private static final float[] ROW = {0.5f, -1.25f, 3, 0.1f};
  private static final NetworkSpec SPEC = NetworkSpec.chain(4, dense(9, RELU), dense(3));
  private static final NetworkSpec RATE = NetworkSpec.chain(4, dense(1, SIGMOID));

  private static Predictor predictor(NetworkSpec spec, PredictorOptions options) {
    Schema names = new Schema(Optional.empty(), List.of("age", "sum", "hour", "day"), List.of());
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(4).schema(names)) {
      return Predictor.of(network, options.withBackend(TestBackend.expected()));
    }
  }

  private static Predictor predictor() {
    return predictor(SPEC, PredictorOptions.DEFAULT);
  }

  @Test
  void doublesAreRoundedOnce() {
    Predictor predictor = predictor();
    double[] row = new double[6];
    for (int i = 0; i < 4; i++) {
      row[i + 1] = ROW[i] * (1 + 1e-12); // nearer to ROW[i] than to any other float
    }
    double[] outputs = new double[5];
    predictor.predict(row, 1, outputs, 2);
    float[] expected = predictor.predict(ROW);
    for (int j = 0; j < 3; j++) {
      assertEquals((double) expected[j], outputs[j + 2]);
    }
    double[] exact = new double[3];
    predictor.predict(Arrays.copyOfRange(row, 1, 5), exact);
    assertEquals((double) expected[2], exact[2]);
  }

  @Test
  void buffersAreReadFromTheirPositionsInTheirByteOrder() {
    Predictor predictor = predictor();
    FloatBuffer features =
        ByteBuffer.allocateDirect(6 * 4).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
    features.position(1);
    features.put(ROW).position(1).limit(5);
    FloatBuffer outputs = FloatBuffer.allocate(5).position(2);
    predictor.predict(features, outputs);
    assertSameBits(predictor.predict(ROW), Arrays.copyOfRange(outputs.array(), 2, 5));
    assertEquals(1, features.position());
    assertEquals(2, outputs.position());
    features.limit(6);
    assertEquals(
        "predictor: features must have 4 elements, got 5",
        messageOf(IllegalArgumentException.class, () -> predictor.predict(features, outputs)));
  }

  @Test
  void segmentsMayBeNativeOrOnTheHeap() {
    Predictor predictor = predictor();
    float[] expected = predictor.predict(ROW);
    float[] outputs = new float[3];
    predictor.predict(MemorySegment.ofArray(ROW), MemorySegment.ofArray(outputs));
    assertSameBits(expected, outputs);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocateFrom(JAVA_FLOAT, ROW);
      MemorySegment y = arena.allocate(JAVA_FLOAT, 3);
      predictor.predict(x, y);
      assertSameBits(expected, y.toArray(JAVA_FLOAT));
      assertEquals(
          "predictor: bytes of features must have 16 elements, got 12",
          messageOf(IllegalArgumentException.class, () -> predictor.predict(y, y)));
    }
  }

  @Test
  void outputsThatCannotBeWrittenAreRefusedBeforeAnyWork() {
    Predictor predictor = predictor();
    MemorySegment x = MemorySegment.ofArray(ROW);
    MemorySegment y = MemorySegment.ofArray(new float[3]).asReadOnly();
    FloatBuffer row = FloatBuffer.wrap(ROW);
    FloatBuffer outputs = FloatBuffer.allocate(3).asReadOnlyBuffer();
    String message = "predictor: outputs is written, but its memory is read-only";
    assertEquals(message, messageOf(IllegalArgumentException.class, () -> predictor.predict(x, y)));
    assertEquals(
        message, messageOf(IllegalArgumentException.class, () -> predictor.predict(row, outputs)));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment many = arena.allocate(16, 64);
      assertEquals(
          "predictor: y is written, but its memory is read-only",
          messageOf(
              IllegalArgumentException.class,
              () -> predictor.predict(1, many, 4, many.asReadOnly(), 3)));
    }
    assertEquals(0, predictor.stats().rowCalls() + predictor.stats().batchCalls());
    predictor.predict(x.asReadOnly(), MemorySegment.ofArray(new float[3]));
    predictor.predict(row.asReadOnlyBuffer(), FloatBuffer.allocate(3));
  }

  @Test
  void batchesOfArraysHaveStrides() {
    Predictor predictor = predictor();
    int batch = 130; // more than are computed at once
    float[] x = new float[batch * 6];
    for (int r = 0; r < batch; r++) {
      for (int i = 0; i < 4; i++) {
        x[r * 6 + i] = ROW[i] * (r - 60);
      }
    }
    float[] y = new float[batch * 5];
    Arrays.fill(y, 7);
    predictor.predict(batch, x, 6, y, 5);
    for (int r = 0; r < batch; r++) {
      float[] expected = predictor.predict(Arrays.copyOfRange(x, r * 6, r * 6 + 4));
      assertSameBits(expected, Arrays.copyOfRange(y, r * 5, r * 5 + 3));
      assertEquals(7, y[r * 5 + 4], "what lies between rows stays");
    }
    assertEquals(
        "predictor: y is [130, 3] with leading dimension 5 in an array of 647; needs at least 3,"
            + " and 648 elements",
        messageOf(
            IllegalArgumentException.class,
            () -> predictor.predict(batch, x, 6, new float[647], 5)));
    assertEquals(
        "predictor: batch must be 0 or more, got -1",
        messageOf(IllegalArgumentException.class, () -> predictor.predict(-1, x, 6, y, 5)));
  }

  @Test
  void aScoreIsTheOneOutput() {
    Predictor rate = predictor(RATE, PredictorOptions.DEFAULT);
    assertEquals(rate.predict(ROW)[0], rate.score(ROW));
    assertEquals(0.5f, rate.threshold());
    assertEquals(
        "predictor: a score is the one output of a model, and this one has 3; call predict",
        messageOf(IllegalStateException.class, () -> predictor().score(ROW)));
  }

  @Test
  void naNGoesThroughUnlessRefused() {
    float[] row = {0, 1, Float.NaN, 2};
    assertTrue(Float.isNaN(predictor(RATE, PredictorOptions.DEFAULT).score(row)));
    Predictor strict = predictor(RATE, PredictorOptions.DEFAULT.withoutNaN());
    String refusal = "predictor: feature 2 of row %d is NaN, and this predictor refuses NaN";
    assertEquals(
        refusal.formatted(0), messageOf(IllegalArgumentException.class, () -> strict.score(row)));
    float[] rows = new float[4 * 200];
    System.arraycopy(row, 0, rows, 4 * 140, 4);
    float[] y = new float[200];
    assertEquals(
        refusal.formatted(140),
        messageOf(IllegalArgumentException.class, () -> strict.predict(200, rows, 4, y, 1)));
    assertEquals(strict.score(ROW), strict.score(ROW), "a refusal leaves nothing behind");
  }

  @Test
  void featuresAreComparedByNameAndOrder() {
    Predictor predictor = predictor();
    predictor.requireFeatures(List.of("age", "sum", "hour", "day"));
    assertEquals(
        "predictor: feature 1 is \"sum\" to the model and \"hour\" to the caller, the model's"
            + " feature 2",
        messageOf(
            IllegalArgumentException.class,
            () -> predictor.requireFeatures(List.of("age", "hour", "sum", "day"))));
    assertEquals(
        "predictor: the model has 4 features, and the caller 3; the first 3 have the same names",
        messageOf(
            IllegalArgumentException.class,
            () -> predictor.requireFeatures(List.of("age", "sum", "hour"))));
  }
}
