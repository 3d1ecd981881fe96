package dev.neurite.train;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Parameter;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.optim.Adam;
import dev.neurite.optim.Sgd;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SanityTest {
  private static final Dataset DIGITS = Csv.read(Path.of("src/data/digits.csv.gz"));
  private static final SoftmaxCrossEntropy LOSS = new SoftmaxCrossEntropy();

  private static Network digits() {
    Network network = Network.of(64, dense(32, RELU), dense(16, TANH), dense(10)).initialise(1);
    return network.schema(new Schema(Optional.of(Scaling.standard(DIGITS)), List.of(), List.of()));
  }

  private static Sanity.Finding finding(Sanity sanity, String start) {
    return sanity.findings().stream()
        .filter(f -> f.check().startsWith(start))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no \"" + start + "\" in\n" + sanity));
  }

  @Test
  void aSoundNetworkPassesAndIsLeftAsItWas() {
    try (Network network = digits()) {
      String before = hashOfParameters(network);
      Sanity sanity = Sanity.check(network, LOSS, DIGITS, new Adam(1e-3f), 1e-3f);
      assertTrue(sanity.passed(), sanity::toString);
      assertEquals(before, hashOfParameters(network));
      assertEquals(List.of(), network.schema().labels());
      assertEquals(Math.log(10), finding(sanity, "loss with the output").value(), 1e-5);
      assertTrue(finding(sanity, "what l2").value() > 0);
      assertTrue(finding(sanity, "loss after learning 8 rows").value() < 1e-3);
      assertEquals(
          List.of("dense1.weight", "dense2.weight", "dense3.weight"),
          sanity.findings().stream()
              .filter(f -> f.check().startsWith("first step"))
              .map(f -> f.check().replace("first step over length of ", ""))
              .toList());
    }
  }

  @Test
  void deadUnitsAreFoundInTheirLayer() {
    try (Network network = digits()) {
      Parameter bias = network.parameters().get(1);
      for (int i = 0; i < 20; i++) {
        bias.value().set(i, -1000);
      }
      Sanity.Finding dead = finding(Sanity.check(network, LOSS, DIGITS), "share of dead");
      assertEquals("share of dead units in dense1", dead.check());
      assertTrue(dead.value() >= 20.0 / 32 && !dead.passed(), dead::toString);
    }
  }

  @Test
  void saturatedOutputsAreFoundInTheirLayer() {
    try (Network network = Network.of(64, dense(8, SIGMOID), dense(10)).initialise(1)) {
      Sanity.Finding raw = finding(Sanity.check(network, LOSS, DIGITS), "share of saturated");
      network.parameters().get(1).value().copyFrom(new float[] {9, 9, 9, 9, 9, 9, 9, -99});
      network.parameters().get(0).value().segment().fill((byte) 0);
      Sanity.Finding full = finding(Sanity.check(network, LOSS, DIGITS), "share of saturated");
      assertEquals(1.0, full.value());
      assertFalse(full.passed());
      assertTrue(raw.value() < 1, raw::toString);
    }
  }

  @Test
  void stepsThatAreTooLargeAreFound() {
    try (Network network = digits()) {
      Sanity sanity = Sanity.check(network, LOSS, DIGITS, new Adam(0.5f), 1e-4f);
      assertFalse(finding(sanity, "first step").passed(), sanity::toString);
      assertTrue(sanity.toString().contains("BAD  first step over length of dense1.weight: "));
    }
  }

  @Test
  void divergenceNamesStepAndLayer() {
    Dataset huge = Dataset.regression(new float[][] {{1e38f}}, new float[][] {{1}});
    try (Network network = Network.of(1, dense(2, RELU), dense(1))) {
      network.parameters().forEach(p -> p.value().copyFrom(ones(p.value().elements(), 8)));
      String before = hashOfParameters(network);
      assertEquals(
          "training: the loss is Infinity in epoch 1, batch 1 of 1 (step 1); output 0 of dense1 is"
              + " Infinity for row 0 of the batch; lower the learning rate (0.1) or scale the"
              + " features",
          messageOf(
              TrainingException.class,
              () -> Trainer.of(network, new SquaredError()).optimiser(new Sgd(0.1f)).fit(huge)));
      assertEquals(before, hashOfParameters(network));
      network.parameters().get(2).value().set(1, Float.NaN);
      Dataset small = Dataset.regression(new float[][] {{1}}, new float[][] {{1}});
      assertEquals(
          "training: the loss is NaN in epoch 1, batch 1 of 1 (step 1); dense2.weight[1] is NaN;"
              + " lower the learning rate (0.1) or scale the features",
          messageOf(
              TrainingException.class,
              () -> Trainer.of(network, new SquaredError()).optimiser(new Sgd(0.1f)).fit(small)));
    }
  }

  @Test
  void weightsThatTheLastStepOfAnEpochRuinsAreNamed() {
    Dataset data = Dataset.regression(new float[][] {{1e15f}}, new float[][] {{0}});
    try (Network network = Network.of(1, dense(1))) {
      network.parameters().get(0).value().set(0, 1e3f);
      assertEquals(
          "training: dense1.weight[0] is -Infinity after epoch 1 (step 1); lower the learning rate"
              + " or scale the features",
          messageOf(
              TrainingException.class,
              () ->
                  Trainer.of(network, new SquaredError())
                      .optimiser(new Sgd(1e10f))
                      .epochs(1)
                      .fit(data)));
    }
  }

  private static float[] ones(int n, float value) {
    float[] values = new float[n];
    Arrays.fill(values, value);
    return values;
  }
}
