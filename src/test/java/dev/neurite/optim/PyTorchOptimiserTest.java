package dev.neurite.optim;

import static dev.neurite.testing.Assertions.assertWithin;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.backend.Engine;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The first, tenth and fiftieth step of every optimiser against PyTorch in 64 bits; {@code
 * src/test/python/optimisers.py} has made the numbers and says how settings convert.
 */
class PyTorchOptimiserTest {
  private static final float DECAY = 0.05f;

  /** One line of the fixture. */
  record Line(String name, String variant, int step, double[] weights) {
    boolean decoupled() {
      return variant.equals("decoupled");
    }
  }

  static List<Line> lines() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                PyTorchOptimiserTest.class.getResourceAsStream("optimisers.csv"),
                StandardCharsets.UTF_8))) {
      return lines.readAllLines().stream().map(PyTorchOptimiserTest::line).toList();
    }
  }

  private static Line line(String text) {
    String[] f = text.split(",");
    double[] weights = Stream.of(f).skip(3).mapToDouble(Double::parseDouble).toArray();
    return new Line(f[0], f[1], Integer.parseInt(f[2]), weights);
  }

  private static Optimiser optimiser(Line line) {
    float weightDecay = line.decoupled() ? DECAY : 0;
    return switch (line.name()) {
      case "sgd" -> new Sgd(0.1f);
      case "momentum" -> new Momentum(0.01f, 0.9f);
      case "nesterov" -> new Momentum(0.01f, 0.9f, true);
      case "adagrad" -> new AdaGrad(0.1f);
      case "rmsprop" -> new RmsProp(0.01f);
      case "adam" -> new Adam(0.01f);
      case "adamw" -> new AdamW(0.01f, weightDecay);
      case "amsgrad" -> new AmsGrad(0.01f, 0.9f, 0.999f, 1e-8f, weightDecay);
      case "nadam" -> new NAdam(2e-3f, 0.9f, 0.999f, 1e-8f, 4e-3f, weightDecay);
      case "lion" -> new Lion(0.01f, 0.9f, 0.99f, weightDecay);
      default -> throw new AssertionError(line.name());
    };
  }

  private static float gradient(int t, int i) {
    return (Math.floorMod(7 * t + 11 * i + 5 * (t % 3) * i, 31) - 15) / 8f;
  }

  /** Each step adds some roundings relative to w, at most 3, and to the step, at most 0.2. */
  private static double bound(int steps) {
    return 4 * 0x1p-24 * 3 * (1 + steps);
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("lines")
  void stepsAreThoseOfPyTorch(Line line) {
    float decay = line.variant().equals("l2") ? DECAY : 0;
    try (Engine engine = TestBackend.expected().start();
        Arena arena = Arena.ofShared()) {
      Tensor w = Tensor.of(arena, new float[] {-1, 0.5f, 2}, 3);
      Tensor g = Tensor.allocate(arena, 3);
      OptimiserState state = OptimiserState.create(arena, optimiser(line), List.of(w));
      for (int t = 1; t <= line.step(); t++) {
        for (int i = 0; i < 3; i++) {
          g.set(i, gradient(t, i));
        }
        state.beginStep();
        state.step(engine.kernels(), 0, decay, w, g);
      }
      for (int i = 0; i < 3; i++) {
        assertWithin(line.weights()[i], w.get(i), bound(line.step()), line + " weight " + i);
      }
    }
  }

  @Test
  void everyOptimiserIsInTheFixture() throws IOException {
    Set<Class<?>> known = new HashSet<>();
    lines().forEach(l -> known.add(optimiser(l).getClass()));
    Set<Class<?>> all = new HashSet<>();
    Stream.of(Optimiser.class.getPermittedSubclasses())
        .flatMap(c -> c.isSealed() ? Stream.of(c.getPermittedSubclasses()) : Stream.of(c))
        .forEach(all::add);
    assertEquals(all, known);
  }

  @Tag("kernel")
  @Test
  void decoupledDecayLeavesAloneWhatDoesNotDecay() {
    try (Engine engine = TestBackend.expected().start();
        Arena arena = Arena.ofShared()) {
      Tensor w = Tensor.of(arena, new float[] {4}, 1);
      Tensor g = Tensor.allocate(arena, 1);
      OptimiserState state = OptimiserState.create(arena, new AdamW(0.5f, 0.5f), List.of(w));
      state.beginStep();
      state.step(engine.kernels(), 0, 0, false, w, g);
      assertEquals(4, w.get(0));
      state.beginStep();
      state.step(engine.kernels(), 0, 0, true, w, g);
      assertEquals(3, w.get(0));
      state.beginStep(0.5f);
      state.step(engine.kernels(), 0, 0, true, w, g);
      assertEquals(3 - 0.125f * 3, w.get(0));
    }
  }
}
