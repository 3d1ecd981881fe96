package dev.neurite.train;

import static dev.neurite.activation.Activations.ELU;
import static dev.neurite.activation.Activations.GELU;
import static dev.neurite.activation.Activations.GELU_TANH;
import static dev.neurite.activation.Activations.IDENTITY;
import static dev.neurite.activation.Activations.LEAKY_RELU;
import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.SILU;
import static dev.neurite.activation.Activations.SOFTMAX;
import static dev.neurite.activation.Activations.SOFTPLUS;
import static dev.neurite.activation.Activations.STEP;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.batchNorm;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.layer.Layers.dropout;
import static dev.neurite.layer.Layers.layerNorm;
import static dev.neurite.layer.Layers.maxout;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activation;
import dev.neurite.data.Dataset;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Add;
import dev.neurite.layer.Affine;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerSpec;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Normalise.Norm;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.AbsoluteError;
import dev.neurite.loss.CrammerSingerHinge;
import dev.neurite.loss.Hinge;
import dev.neurite.loss.Huber;
import dev.neurite.loss.Loss;
import dev.neurite.loss.SigmoidCrossEntropy;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.loss.SquaredHinge;
import dev.neurite.loss.WestonWatkinsHinge;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every activation, loss and layer against central differences; Step, which has no slope, excepted.
 */
class GradientTest {
  private static final int ROWS = 7;
  private static final int IN = 4;
  private static final CounterRandom RANDOM = new CounterRandom(5, Purpose.SAMPLE);

  static List<Activation> activations() {
    return List.of(
        IDENTITY,
        SIGMOID,
        TANH,
        RELU,
        LEAKY_RELU,
        ELU,
        SELU,
        GELU,
        GELU_TANH,
        SOFTPLUS,
        SILU,
        SOFTMAX);
  }

  static List<Loss> losses() {
    return List.of(
        new SigmoidCrossEntropy(),
        new Hinge(),
        new SquaredHinge(),
        new SquaredError(),
        new AbsoluteError(),
        new Huber(0.7f),
        new SoftmaxCrossEntropy(),
        new SoftmaxCrossEntropy(0.2f),
        new WestonWatkinsHinge(),
        new CrammerSingerHinge());
  }

  static List<LayerSpec> layers() {
    return List.of(
        dense(6, SILU),
        batchNorm(),
        layerNorm(),
        dropout(0.3f),
        maxout(2),
        new Activate(TANH),
        new Activate(SOFTMAX),
        new Affine(),
        new Clip(-0.6f, 0.7f),
        new Interpolate(List.of(-0.6f, 0.7f), List.of(0.1f, 0.9f)),
        new Columns(1, 3),
        new GroupSoftmax(2, false),
        new GroupSoftmax(2, true),
        new Normalise(Norm.L1),
        new Normalise(Norm.L2),
        new Normalise(Norm.MAX));
  }

  @Test
  void theListsAboveAreComplete() {
    Set<Class<?>> known = new HashSet<>(Set.of(STEP.getClass()));
    activations().forEach(a -> known.add(a.getClass()));
    losses().forEach(l -> known.add(l.getClass()));
    layers().forEach(l -> known.add(l.getClass()));
    known.addAll(List.of(Add.class, Concat.class)); // in a test of their own
    Set<Class<?>> all = new HashSet<>();
    collect(Activation.class, all);
    collect(Loss.class, all);
    collect(LayerSpec.class, all);
    assertEquals(all, known);
  }

  private static void collect(Class<?> type, Set<Class<?>> leaves) {
    if (type.isSealed()) {
      Stream.of(type.getPermittedSubclasses()).forEach(c -> collect(c, leaves));
    } else {
      leaves.add(type);
    }
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("activations")
  void everyActivationHasItsDerivative(Activation activation) {
    NetworkSpec spec = NetworkSpec.chain(IN, dense(6, activation), dense(3, activation), dense(2));
    check(spec, new Objective(new SquaredError()), 2);
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("losses")
  void everyLossHasItsGradient(Loss loss) {
    check(NetworkSpec.chain(IN, dense(5, TANH), dense(4)), new Objective(loss), 4);
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("losses")
  void everyLossHasItsGradientForASingleOutput(Loss loss) {
    check(NetworkSpec.chain(IN, dense(5, TANH), dense(1)), new Objective(loss), 1);
  }

  @Tag("kernel")
  @Test
  void branchesThatMeetAddTheirGradients() {
    NetworkSpec spec =
        NetworkSpec.graph(IN)
            .node("a", dense(5, TANH), "input")
            .node("b", dense(5, SIGMOID), "a")
            .node("sum", add(), "a", "b", "a")
            .node("wide", concat(), "sum", "input", "b")
            .node("c", dense(14, SILU).withoutBias(), "wide")
            .node("skip", add(), "wide", "c")
            .node("out", dense(3), "skip")
            .output("out");
    check(spec, new Objective(new SoftmaxCrossEntropy()), 3);
  }

  @Tag("kernel")
  @ParameterizedTest
  @MethodSource("layers")
  void everyLayerHasItsGradient(LayerSpec layer) {
    NetworkSpec spec =
        NetworkSpec.graph(IN)
            .node("a", dense(6, TANH), "input")
            .node("layer", layer, "a")
            .node("b", dense(6, TANH), "layer")
            .node("both", concat(), "layer", "b", "a")
            .node("out", dense(3), "both")
            .output("out");
    check(spec, new Objective(new SoftmaxCrossEntropy()), 3);
    NetworkSpec chain = NetworkSpec.chain(IN, dense(6, TANH), layer, dense(3));
    check(chain, new Objective(new SoftmaxCrossEntropy()), 3);
  }

  @Tag("kernel")
  @Test
  void aGradientCheckLeavesRunningStatisticsAsTheyWere() {
    NetworkSpec spec = NetworkSpec.chain(IN, dense(5), batchNorm(), dense(2));
    try (Network network = network(spec)) {
      String before = hashOfParameters(network);
      Loss loss = new SquaredError();
      GradientCheck.run(network, new Objective(loss), data(loss, 2));
      assertEquals(before, hashOfParameters(network));
    }
  }

  @Tag("kernel")
  @Test
  void everyForwardOrderHasItsGradient() {
    for (int width : new int[] {1, 4, 5, 16, 17, 33}) {
      check(
          NetworkSpec.chain(IN, dense(width, TANH), dense(2)),
          new Objective(new SquaredError()),
          2);
    }
  }

  @Tag("kernel")
  @Test
  void theSquaredWeightsAreInTheGradientAndBiasesOnlyOnRequest() {
    NetworkSpec spec = NetworkSpec.chain(IN, dense(5, TANH), dense(3));
    check(spec, new Objective(new SoftmaxCrossEntropy(), 0.3f, false), 3);
    check(spec, new Objective(new SoftmaxCrossEntropy(), 0.3f, true), 3);
    check(spec, new Objective(new SoftmaxCrossEntropy(), 0.1f, 0.2f, false), 3);
  }

  private static void check(NetworkSpec spec, Objective objective, int out) {
    try (Network network = network(spec)) {
      var result = GradientCheck.run(network, objective, data(objective.loss(), out));
      assertTrue(result.passed(), () -> objective + ": " + result);
      int weights =
          network.parameters().stream()
              .filter(Parameter::trained)
              .mapToInt(p -> p.value().elements())
              .sum();
      assertEquals(weights, result.checked() + result.leftOut());
      assertTrue(result.leftOut() <= weights / 5, () -> "too many left out: " + result);
    }
  }

  private static Network network(NetworkSpec spec) {
    Network network = Network.of(spec, TestBackend.expected()).initialise(3);
    for (Parameter p : network.parameters()) {
      if (p.name().endsWith("bias")) {
        for (int i = 0; i < p.value().elements(); i++) {
          p.value().set(i, (float) (RANDOM.uniform(9, i) - 0.5));
        }
      }
    }
    return network;
  }

  private static Dataset data(Loss loss, int out) {
    float[][] x = new float[ROWS][IN];
    float[][] t = new float[ROWS][loss.targetColumns(out)];
    float[] weights = new float[ROWS];
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < IN; i++) {
        x[r][i] = (float) RANDOM.normal(1, r * IN + i);
      }
      for (int j = 0; j < t[r].length; j++) {
        t[r][j] =
            switch (loss) {
              case Hinge _, SquaredHinge _ -> RANDOM.integer(2, r * 10 + j, 2) * 2 - 1;
              case SoftmaxCrossEntropy _, WestonWatkinsHinge _, CrammerSingerHinge _ ->
                  RANDOM.integer(2, r * 10 + j, out);
              case AbsoluteError _ -> 4 * (float) RANDOM.normal(2, r * 10 + j); // far from the kink
              default -> (float) RANDOM.uniform(2, r * 10 + j);
            };
      }
      weights[r] = 0.25f + (float) RANDOM.uniform(3, r);
    }
    return Dataset.regression(x, t).withWeights(weights);
  }
}
