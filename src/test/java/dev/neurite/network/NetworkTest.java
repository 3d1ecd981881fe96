package dev.neurite.network;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static dev.neurite.testing.Assertions.messageOf;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.neurite.data.Scaling;
import dev.neurite.tensor.Tensor;
import dev.neurite.testing.TestBackend;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static final NetworkSpec GRAPH =
      NetworkSpec.graph(5)
          .node("left", dense(20, TANH), "input")
          .node("right", dense(20, RELU), "input")
          .node("sum", add(), "left", "right")
          .node("both", concat(), "sum", "input", "left")
          .node("hidden", dense(9, SIGMOID), "both")
          .node("out", dense(3), "hidden")
          .output("out");

  private static Network network(NetworkSpec spec) {
    return Network.of(spec, TestBackend.expected()).initialise(11);
  }

  private static float[] row(int in, int seed) {
    float[] row = new float[in];
    for (int i = 0; i < in; i++) {
      row[i] = (float) Math.sin(1.7 * i + seed);
    }
    return row;
  }

  @Tag("kernel")
  @Test
  void aRowAloneAndInABatchGiveTheSameBits() {
    try (Network network = network(GRAPH);
        Arena arena = Arena.ofShared()) {
      int rows = 37;
      Tensor x = Tensor.allocate(arena, rows, 5);
      for (int r = 0; r < rows; r++) {
        for (int i = 0; i < 5; i++) {
          x.set(5L * r + i, row(5, r)[i]);
        }
      }
      float[] batch =
          Arrays.copyOf(network.forward(x.segment(), rows).toArray(JAVA_FLOAT), 3 * rows);
      for (int r = 0; r < rows; r++) {
        assertSameBits(Arrays.copyOfRange(batch, 3 * r, 3 * r + 3), network.predict(row(5, r)));
      }
    }
  }

  @Tag("kernel")
  @Test
  void scalingOfTheSchemaComesBeforeTheFirstLayer() {
    float[] shift = {1, -2, 0.5f, 0, 3};
    float[] factor = {2, 0.25f, 1, -1, 8};
    try (Network raw = network(GRAPH);
        Network scaled = network(GRAPH)) {
      scaled.schema(new Schema(Optional.of(Scaling.of(shift, factor)), List.of(), List.of()));
      float[] x = row(5, 3);
      float[] byHand = new float[5];
      for (int i = 0; i < 5; i++) {
        byHand[i] = (x[i] - shift[i]) * factor[i];
      }
      assertSameBits(raw.predict(byHand), scaled.predict(x));
    }
  }

  @Tag("kernel")
  @Test
  void rowsGatheredInTheTrainingInputGiveTheBitsOfRowsThatAreCopied() {
    try (Network network = network(GRAPH);
        Arena arena = Arena.ofShared()) {
      float[] shift = {1, 2, 3, 4, 5};
      float[] factor = {3, 1, 0.5f, -1, 2};
      network.schema(new Schema(Optional.of(Scaling.of(shift, factor)), List.of(), List.of()));
      for (int rows : new int[] {3, 40, 7}) { // the buffer grows, then is used in part
        Tensor x = Tensor.allocate(arena, rows, 5);
        for (int i = 0; i < x.elements(); i++) {
          x.set(i, (float) Math.cos(i));
        }
        float[] copied = first(3 * rows, network.forwardTraining(x.segment(), rows));
        MemorySegment place = network.trainingInput(rows).copyFrom(x.segment());
        assertSameBits(copied, first(3 * rows, network.forwardTraining(place, rows)));
        assertEquals((x.get(0) - 1) * 3, place.getAtIndex(JAVA_FLOAT, 0)); // not in a copy
      }
    }
  }

  private static float[] first(int n, MemorySegment outputs) {
    return outputs.asSlice(0, 4L * n).toArray(JAVA_FLOAT);
  }

  @Test
  void sameSeedSameWeightsAndAnotherSeedOthers() {
    try (Network a = network(GRAPH);
        Network b = network(GRAPH);
        Network c = network(GRAPH).initialise(12)) {
      for (int i = 0; i < a.parameters().size(); i++) {
        assertSameBits(
            a.parameters().get(i).value().toArray(), b.parameters().get(i).value().toArray());
      }
      assertNotEquals(a.parameters().get(0).value().get(0), c.parameters().get(0).value().get(0));
    }
  }

  @Test
  void parametersAreNamedAfterTheirNodesAndBiasesDoNotDecay() {
    try (Network network = network(GRAPH)) {
      assertEquals(
          List.of(
              "left.weight [20, 5] true",
              "left.bias [20] false",
              "right.weight [20, 5] true",
              "right.bias [20] false",
              "hidden.weight [9, 45] true",
              "hidden.bias [9] false",
              "out.weight [3, 9] true",
              "out.bias [3] false"),
          network.parameters().stream()
              .map(p -> p.name() + " " + p.value().shape() + " " + p.decays())
              .toList());
      assertEquals(0, network.parameters().get(0).value().segment().address() % 64);
    }
  }

  @Test
  void aLayerWithoutBiasHasNone() {
    try (Network network = network(NetworkSpec.chain(2, dense(1).withoutBias()))) {
      network.parameters().get(0).value().copyFrom(new float[] {3, 4});
      assertEquals(1, network.parameters().size());
      assertEquals(11f, network.predict(new float[] {1, 2})[0]);
    }
  }

  @Test
  void aSingleOutputDecidesAtZeroAndASigmoidAtOneHalf() {
    try (Network logit = network(NetworkSpec.chain(1, dense(1)));
        Network rate = network(NetworkSpec.chain(1, dense(1, SIGMOID)))) {
      for (Network network : List.of(logit, rate)) {
        network.parameters().get(0).value().copyFrom(new float[] {1});
        assertEquals(1, network.predictClass(new float[] {0}));
        assertEquals(0, network.predictClass(new float[] {-0.001f}));
      }
    }
  }

  @Test
  void severalOutputsDecideForTheLargest() {
    assertEquals(2, Classes.decide(new float[] {-3, -1, 7, 7}, 0));
  }

  @Test
  void wrongRowsAreRefusedWithTheNumbers() {
    try (Network network = network(GRAPH)) {
      assertEquals(
          "network: features must have 5 elements, got 4",
          messageOf(IllegalArgumentException.class, () -> network.predict(new float[4])));
      assertEquals(
          "network: outputs must have 3 elements, got 2",
          messageOf(
              IllegalArgumentException.class, () -> network.predict(new float[5], new float[2])));
      assertEquals(
          "network: features is null",
          messageOf(NullPointerException.class, () -> network.predict(null)));
      assertEquals(
          "network: backward of 3 rows without a forwardTraining of as many before",
          messageOf(IllegalStateException.class, () -> network.backward(3)));
      Schema wrong = new Schema(Optional.empty(), List.of("a", "b"), List.of());
      assertEquals(
          "schema: featureNames must have 5 elements, got 2",
          messageOf(IllegalArgumentException.class, () -> network.schema(wrong)));
    }
  }

  @Test
  void anAnswerThatIsNotANumberIsNoClass() {
    try (Network several = network(GRAPH);
        Network one = network(NetworkSpec.chain(5, dense(1)))) {
      float[] row = {1, Float.NaN, 3, 4, 5};
      assertEquals(Classes.NONE, several.predictClass(row));
      assertEquals(Classes.NONE, one.predictClass(row));
    }
  }

  @Test
  void backwardTakesOnlyTheBatchOfTheLastForward() {
    try (Network network = network(GRAPH);
        Arena arena = Arena.ofConfined()) {
      Tensor x = Tensor.allocate(arena, 4, 5);
      network.forwardTraining(x.segment(), 4);
      assertRefusesBackward(network, 3);
      network.backward(4);
      assertRefusesBackward(network, 4);
      network.forwardTraining(x.segment(), 4);
      network.predict(new float[5]);
      assertRefusesBackward(network, 4);
      network.forwardTraining(x.segment(), 4);
      network.trainingInput(4);
      assertRefusesBackward(network, 4);
    }
  }

  @Test
  void rowsInTheTrainingInputAreReadOnce() {
    try (Network network = network(GRAPH)) {
      MemorySegment place = network.trainingInput(4);
      network.forwardTraining(place, 4);
      assertRefusesRows(network, place);
      network.trainingInput(4);
      network.predict(new float[5]);
      assertRefusesRows(network, place);
      network.trainingInput(4);
      network.forwardTraining(place, 4);
    }
  }

  private static void assertRefusesRows(Network network, MemorySegment place) {
    assertEquals(
        "network: the rows in its training input are gone; gather them before each pass",
        messageOf(IllegalStateException.class, () -> network.forwardTraining(place, 4)));
  }

  private static void assertRefusesBackward(Network network, int batch) {
    assertEquals(
        "network: backward of " + batch + " rows without a forwardTraining of as many before",
        messageOf(IllegalStateException.class, () -> network.backward(batch)));
  }

  @Test
  void aSecondCallerIsRefused() {
    Turnstile turnstile = new Turnstile();
    turnstile.enter();
    String busy = "network: another call is going on; a network serves one caller at a time";
    assertEquals(busy, messageOf(IllegalStateException.class, turnstile::enter));
    assertEquals(busy, messageOf(IllegalStateException.class, turnstile::close));
    turnstile.leave();
    assertEquals(true, turnstile.close());
    assertEquals(false, turnstile.close());
  }

  @Test
  void twoThreadsInOneNetworkGetTheRightAnswerOrNone() throws InterruptedException {
    try (Network network = network(GRAPH)) {
      float[] expected = network.predict(row(5, 1));
      float[] other = network.predict(row(5, 2));
      AtomicInteger wrong = new AtomicInteger();
      Runnable caller =
          () -> {
            for (int i = 0; i < 20_000; i++) {
              try {
                float[] y = network.predict(row(5, 1 + i % 2));
                wrong.addAndGet(Arrays.equals(y, i % 2 == 0 ? expected : other) ? 0 : 1);
              } catch (IllegalStateException e) {
                // refused: that is the other thread's turn
              }
            }
          };
      Thread second = new Thread(caller);
      second.start();
      caller.run();
      second.join();
      assertEquals(0, wrong.get());
    }
  }

  @Test
  void namesOfTooFewClassesAreRefused() {
    try (Network network = network(GRAPH)) {
      Schema two = new Schema(Optional.empty(), List.of(), List.of("a", "b"));
      assertEquals(
          "schema: labels must have 3 elements, got 2",
          messageOf(IllegalArgumentException.class, () -> network.schema(two)));
    }
  }

  @Test
  void aClosedNetworkSaysSo() {
    Network network = network(GRAPH);
    network.close();
    network.close();
    assertEquals(
        "network: closed",
        messageOf(IllegalStateException.class, () -> network.predict(new float[5])));
    assertEquals("network: closed", messageOf(IllegalStateException.class, network::parameters));
    assertEquals(
        "network: closed", messageOf(IllegalStateException.class, () -> network.initialise(1)));
  }
}
