package dev.neurite.layer;

import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Batch and layer norm against PyTorch in 64 bits; {@code src/test/python/normalisation.py} has
 * made the numbers.
 */
class NormalisationTest {
  private static final int ROWS = 5;
  private static final int WIDTH = 3;

  /** Tens of roundings, of numbers up to 4, through 1 / √v up to 2. */
  private static final double BOUND = 100 * 0x1p-24 * 4;

  private static final Map<String, float[]> FIXTURE = read();

  private static Map<String, float[]> read() {
    Map<String, float[]> arrays = new HashMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                NormalisationTest.class.getResourceAsStream("normalisation.csv"),
                StandardCharsets.UTF_8))) {
      for (String line : lines.readAllLines()) {
        String[] fields = line.split(",");
        float[] values = new float[fields.length - 1];
        for (int i = 0; i < values.length; i++) {
          values[i] = Float.parseFloat(fields[i + 1]);
        }
        arrays.put(fields[0], values);
      }
      return arrays;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** The layer between two copies of its input, so that it has a gradient by its input. */
  private static Network network(LayerSpec layer) {
    Network network =
        Network.of(NetworkSpec.chain(WIDTH, new Maxout(1), layer), TestBackend.expected());
    network.initialise(1);
    network.parameters().get(0).value().copyFrom(FIXTURE.get("weight"));
    network.parameters().get(1).value().copyFrom(FIXTURE.get("bias"));
    return network;
  }

  private static float[] forward(Network network, float[] x, boolean training) {
    int rows = x.length / WIDTH;
    try (Arena arena = Arena.ofShared()) {
      MemorySegment in = Tensor.of(arena, x, rows, WIDTH).segment();
      MemorySegment y = training ? network.forwardTraining(in, rows) : network.forward(in, rows);
      return y.asSlice(0, 4L * rows * WIDTH).toArray(JAVA_FLOAT);
    }
  }

  private static void backward(Network network, float[] dy) {
    MemorySegment.copy(dy, 0, network.outputGradient(), JAVA_FLOAT, 0, dy.length);
    network.backward(dy.length / WIDTH);
  }

  private static void assertNear(String name, float[] actual) {
    float[] expected = FIXTURE.get(name);
    assertEquals(expected.length, actual.length, name);
    for (int i = 0; i < actual.length; i++) {
      assertWithin(expected[i], actual[i], BOUND, name + "[" + i + "]");
    }
  }

  private static float[] gradient(Network network, int parameter) {
    return network.parameters().get(parameter).gradient().toArray();
  }

  @Tag("kernel")
  @Test
  void batchNormGivesWhatPyTorchGives() {
    try (Network network = network(new BatchNorm())) {
      assertNear("batch.y", forward(network, FIXTURE.get("x"), true));
      backward(network, FIXTURE.get("dy"));
      assertNear("batch.dweight", gradient(network, 0));
      assertNear("batch.dbias", gradient(network, 1));
      assertNear("batch.running_mean", network.parameters().get(2).value().toArray());
      assertNear("batch.running_var", network.parameters().get(3).value().toArray());
      assertNear("batch.inference", forward(network, FIXTURE.get("x"), false));
    }
  }

  @Tag("kernel")
  @Test
  void layerNormGivesWhatPyTorchGives() {
    try (Network network = network(new LayerNorm())) {
      assertNear("layer.y", forward(network, FIXTURE.get("x"), true));
      assertNear("layer.inference", forward(network, FIXTURE.get("x"), false));
      forward(network, FIXTURE.get("x"), true);
      backward(network, FIXTURE.get("dy"));
      assertNear("layer.dweight", gradient(network, 0));
      assertNear("layer.dbias", gradient(network, 1));
    }
  }

  @Tag("kernel")
  @Test
  void theGradientByTheInputIsPyTorchs() {
    for (LayerSpec layer : List.of(new BatchNorm(), new LayerNorm())) {
      String name = layer instanceof BatchNorm ? "batch.dx" : "layer.dx";
      try (Arena arena = Arena.ofShared();
          Network network = network(layer)) { // for its kernels
        List<Parameter> parameters = network.parameters();
        Layer live = layer.create(parameters, WIDTH);
        live.reserve(arena, ROWS);
        MemorySegment[] x = {Tensor.of(arena, FIXTURE.get("x"), ROWS, WIDTH).segment()};
        MemorySegment y = Tensor.allocate(arena, ROWS, WIDTH).segment();
        Tensor dx = Tensor.allocate(arena, ROWS, WIDTH);
        for (boolean accumulate : new boolean[] {false, true}) {
          for (int i = 0; i < dx.elements(); i++) {
            dx.set(i, accumulate ? 1 : Float.NaN);
          }
          live.forwardTraining(network.kernels(), new Moment(), ROWS, x, y);
          live.backward(
              network.kernels(),
              ROWS,
              x,
              y,
              Tensor.of(arena, FIXTURE.get("dy"), ROWS, WIDTH).segment(),
              new MemorySegment[] {dx.segment()},
              new boolean[] {accumulate});
          float[] actual = dx.toArray();
          for (int i = 0; accumulate && i < actual.length; i++) {
            actual[i] -= 1;
          }
          assertNear(name, actual);
        }
      }
    }
  }

  @Tag("kernel")
  @Test
  void aBatchOfOneRowIsNormalisedByTheRunningStatisticsAndNotRemembered() {
    try (Network network = network(new BatchNorm())) {
      forward(network, FIXTURE.get("x"), true);
      backward(network, FIXTURE.get("dy"));
      float[] row = Arrays.copyOf(FIXTURE.get("x"), WIDTH);
      float[] expected = forward(network, row, false);
      float[] actual = forward(network, row, true);
      for (int c = 0; c < WIDTH; c++) {
        assertWithin(expected[c], actual[c], BOUND, "column " + c);
      }
      backward(network, Arrays.copyOf(FIXTURE.get("dy"), WIDTH));
      assertNear("batch.running_mean", network.parameters().get(2).value().toArray());
      assertNear("batch.running_var", network.parameters().get(3).value().toArray());
    }
  }

  @Test
  void badSettingsAreRefusedWithTheNumbers() {
    assertEquals(
        "batchNorm: momentum must be in (0.0, 1.0], got 1.5",
        messageOf(IllegalArgumentException.class, () -> new BatchNorm(1.5f, 1)));
    assertEquals(
        "batchNorm: epsilon must be a finite number above 0, got 0.0",
        messageOf(IllegalArgumentException.class, () -> new BatchNorm(1, 0)));
    assertEquals(
        "layerNorm: epsilon must be a finite number above 0, got NaN",
        messageOf(IllegalArgumentException.class, () -> new LayerNorm(Float.NaN)));
  }
}
