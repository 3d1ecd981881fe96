package dev.neurite.linear;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.SOFTMAX;
import static dev.neurite.activation.Activations.STEP;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.layer.Layers;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.TestBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NeuronTest {
  private static final float[] WEIGHTS = {0.5f, -2, 0, 1.25f};

  @Test
  void thePotentialIsTheWeightedSumPlusTheBias() {
    Neuron neuron = new Neuron(WEIGHTS, 0.25f, SIGMOID);
    assertEquals(0.25f + 1 - 6 + 0 + 5, neuron.potential(new float[] {2, 3, 100, 4}));
  }

  @Test
  void aStepAnswersAllOrNoneAtItsThreshold() {
    Neuron both = new Neuron(new float[] {1, 1}, -1.5f, STEP);
    assertEquals(0, both.rate(new float[] {0, 0}));
    assertEquals(0, both.rate(new float[] {1, 0}));
    assertEquals(1, both.rate(new float[] {1, 1}));
    assertEquals(1, both.rate(new float[] {1, 0.5f}), "at the threshold it fires");
  }

  @Test
  void aSigmoidAnswersByARate() {
    Neuron neuron = new Neuron(new float[] {1}, 0, SIGMOID);
    assertEquals(0.5f, neuron.rate(new float[] {0}));
    assertEquals(1 / (1 + Math.exp(-2)), neuron.rate(new float[] {2}), 3 * Math.ulp(0.88f));
  }

  @Test
  void positiveWeightsExciteAndNegativeOnesInhibit() {
    Neuron neuron = new Neuron(WEIGHTS, 0, RELU);
    assertArrayEquals(new int[] {0, 3}, neuron.excitatory());
    assertArrayEquals(new int[] {1}, neuron.inhibitory());
    float[] quiet = {1, 1, 1, 1};
    float[] excited = {2, 1, 1, 1};
    float[] inhibited = {1, 1.05f, 1, 1};
    assertEquals(1, Float.compare(neuron.potential(excited), neuron.potential(quiet)));
    assertEquals(-1, Float.compare(neuron.potential(inhibited), neuron.potential(quiet)));
  }

  @Tag("kernel")
  @Test
  void thePotentialIsThatOfALayerWithOneOutputBitForBit() {
    int in = 133;
    float[] w = new float[in];
    float[] x = new float[in];
    for (int i = 0; i < in; i++) {
      w[i] = (float) Math.sin(i);
      x[i] = (float) Math.cos(3 * i);
    }
    NetworkSpec spec = NetworkSpec.chain(in, Layers.dense(1, SIGMOID));
    try (Network network = Network.of(spec, TestBackend.expected())) {
      network.parameters().get(0).value().copyFrom(w);
      network.parameters().get(1).value().set(0, 0.3f);
      float rate = new Neuron(w, 0.3f, SIGMOID).rate(x);
      assertEquals(Float.floatToRawIntBits(network.predict(x)[0]), Float.floatToRawIntBits(rate));
    }
  }

  @Test
  void itsWeightsAreItsOwn() {
    float[] weights = {1, 2};
    Neuron neuron = new Neuron(weights, 0, SIGMOID);
    weights[0] = 7;
    neuron.weights()[1] = 7;
    assertArrayEquals(new float[] {1, 2}, neuron.weights());
  }

  @Test
  void badNeuronsAndInputsAreRefusedWithTheNumbers() {
    assertEquals(
        "neuron: weight 1 must be finite, got NaN",
        messageOf(
            IllegalArgumentException.class,
            () -> new Neuron(new float[] {1, Float.NaN}, 0, SIGMOID)));
    assertEquals(
        "neuron: bias must be finite, got Infinity",
        messageOf(
            IllegalArgumentException.class,
            () -> new Neuron(WEIGHTS, Float.POSITIVE_INFINITY, SIGMOID)));
    assertEquals(
        "neuron: Softmax[] needs several neurons, a neuron has one potential",
        messageOf(IllegalArgumentException.class, () -> new Neuron(WEIGHTS, 0, SOFTMAX)));
    Neuron neuron = new Neuron(WEIGHTS, 0, SIGMOID);
    assertEquals(
        "neuron: inputs must have 4 elements, got 3",
        messageOf(IllegalArgumentException.class, () -> neuron.rate(new float[3])));
    assertEquals(
        "neuron: inputs is null",
        messageOf(NullPointerException.class, () -> neuron.potential(null)));
  }
}
