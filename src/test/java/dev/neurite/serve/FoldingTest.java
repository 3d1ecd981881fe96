package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.layer.Layers.layerNorm;
import static dev.neurite.layer.Layers.maxout;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.assertWithin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Scaling;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.serve.Step.AffineStep;
import dev.neurite.serve.Step.DenseStep;
import dev.neurite.serve.Step.LayerNormStep;
import dev.neurite.serve.Step.LayerStep;
import dev.neurite.testing.TestBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a frozen network is made of, and that it says what the network says. */
@Tag("kernel")
class FoldingTest {
  private static final int IN = 4;
  private static final CounterRandom RANDOM = new CounterRandom(8, Purpose.SAMPLE);

  /** Folded weights are rounded once more than the products they stand for, over 6 terms or so. */
  private static final double BOUND = 200 * 0x1p-24;

  private static NetworkSpec chain(LayerSpec... layers) {
    return NetworkSpec.chain(IN, layers);
  }

  /** A network whose every number is its own, variances positive. */
  private static Network network(NetworkSpec spec, boolean scaled) {
    Network network = Network.of(spec, TestBackend.expected()).initialise(2);
    int number = 0;
    for (Parameter p : network.parameters()) {
      number++;
      for (int i = 0; i < p.value().elements() && !p.decays(); i++) {
        p.value().set(i, 0.5f + (float) RANDOM.uniform(number, i));
      }
    }
    Scaling scaling = Scaling.of(new float[] {1, -2, 0.5f, 3}, new float[] {2, 0.25f, 1, 0.5f});
    return scaled
        ? network.schema(new Schema(Optional.of(scaling), List.of(), List.of()))
        : network;
  }

  private static void check(NetworkSpec spec, List<Class<?>> steps) {
    for (boolean scaled : new boolean[] {false, true}) {
      try (Network network = network(spec, scaled)) {
        FrozenPlan plan = Freezer.freeze(network.snapshot()).pack(network.kernels());
        List<Class<?>> classes = new ArrayList<>();
        for (int i = 0; i < plan.steps(); i++) {
          classes.add(plan.step(i).getClass());
        }
        assertEquals(steps, classes);
        Predictor predictor = Predictor.of(network, TestBackend.expected());
        Frozen unfolded = Freezer.freezeUnfolded(network.snapshot());
        Route route = Routes.of(unfolded, TestBackend.expected(), false).row();
        float[] same = new float[network.out()];
        for (int r = 0; r < 20; r++) {
          float[] x = new float[IN];
          for (int i = 0; i < IN; i++) {
            x[i] = (float) RANDOM.normal(100 + r, i);
          }
          float[] expected = network.predict(x);
          route.row(x, 0, same, 0);
          assertArrayEquals(expected, same, spec.describe() + "unfolded");
          float[] actual = predictor.predict(x);
          for (int j = 0; j < expected.length; j++) {
            double room = BOUND * (1 + Math.abs(expected[j]));
            assertWithin(expected[j], actual[j], room, spec.describe() + "output " + j);
          }
        }
        assertFalse(unfolded.folded());
        assertTrue(predictor.freezeReport().largestDifference() < 1e-3);
      }
    }
  }

  @Test
  void batchNormBehindALinearLayerIsFoldedIntoIt() {
    check(
        chain(dense(6), batchNorm(), dense(6).withoutBias(), batchNorm()),
        List.of(DenseStep.class, DenseStep.class));
    check(
        chain(dense(6), dropout(0.5f), batchNorm(), dense(2)),
        List.of(DenseStep.class, DenseStep.class));
  }

  @Test
  void batchNormBehindAnActivationIsFoldedIntoTheLayersAfterIt() {
    check(
        chain(dense(6, RELU), batchNorm(), dropout(0.2f), dense(3)),
        List.of(DenseStep.class, DenseStep.class));
    check(
        chain(dense(6, RELU), batchNorm(), dense(3).withoutBias(), batchNorm()),
        List.of(DenseStep.class, DenseStep.class));
    NetworkSpec fork =
        NetworkSpec.graph(IN)
            .node("a", dense(6, RELU), "input")
            .node("norm", batchNorm(), "a")
            .node("left", dense(3), "norm")
            .node("right", dense(3, RELU), "norm")
            .node("out", add(), "left", "right")
            .output("out");
    check(fork, List.of(DenseStep.class, DenseStep.class, DenseStep.class, LayerStep.class));
  }

  @Test
  void batchNormThatNobodyCanTakeUpIsAStep() {
    check(chain(dense(6, RELU), batchNorm()), List.of(DenseStep.class, AffineStep.class));
    NetworkSpec skip =
        NetworkSpec.graph(IN)
            .node("a", dense(6), "input")
            .node("norm", batchNorm(), "a")
            .node("out", add(), "norm", "a")
            .output("out");
    check(skip, List.of(DenseStep.class, AffineStep.class, LayerStep.class));
  }

  @Test
  void layerNormAndMaxoutAreStepsAndDropoutIsNone() {
    check(
        chain(dense(6), layerNorm(), dropout(0.5f), maxout(2), dense(2)),
        List.of(DenseStep.class, LayerNormStep.class, LayerStep.class, DenseStep.class));
  }

  @Test
  void whatIsNotFoldedGivesTheNetworksBits() {
    NetworkSpec spec = chain(dense(6, RELU), layerNorm(), maxout(2), dense(6, RELU), batchNorm());
    try (Network network = network(spec, false)) {
      Predictor predictor = Predictor.of(network, TestBackend.expected());
      float[] x = {1, -0.5f, 0.25f, 2};
      assertSameBits(network.predict(x), predictor.predict(x));
    }
  }
}
