package dev.neurite.cli.report;

import static dev.neurite.activation.Activations.TANH;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Dataset;
import dev.neurite.loss.Hinge;
import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.TestBackend;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plane of two features is asked about where it lies. */
class PlaneTest {
  private static final Dataset ROWS =
      Dataset.unlabelled(new float[][] {{-1, 100}, {3, 200}, {0, 150}});

  @Test
  void thePlaneLiesALittleAroundTheRows() {
    Plane plane = Plane.around(ROWS);
    assertTrue(plane.low()[0] < -1 && plane.low()[0] > -1.5, "4 wide");
    assertTrue(plane.high()[1] > 200 && plane.high()[1] < 210, "100 high");
    assertTrue(plane.at(0, 0) > plane.low()[0]);
    assertTrue(plane.at(0, Plane.SIDE - 1) < plane.high()[0]);
  }

  @Test
  void aFeatureThatNeverVariesHasAPlaneToo() {
    Plane plane = Plane.around(Dataset.unlabelled(new float[][] {{5, 0}, {5, 0}}));
    assertTrue(plane.low()[0] < 5 && plane.high()[0] > 5);
    assertTrue(plane.low()[1] < 0 && plane.high()[1] > 0);
  }

  @Tag("kernel")
  @Test
  void everyCellIsWhatTheNetworkAnswersThere() {
    Plane plane = Plane.around(ROWS);
    NetworkSpec spec = NetworkSpec.chain(2, dense(5, TANH), dense(1));
    try (Network network = Network.of(spec, TestBackend.expected()).initialise(3)) {
      float[][] values = plane.ask(network, new SquaredError()).values();
      assertEquals(Plane.SIDE * Plane.SIDE, values.length);
      for (int[] cell : new int[][] {{0, 0}, {63, 0}, {0, 63}, {17, 40}}) {
        float[] row = {plane.at(0, cell[0]), plane.at(1, cell[1])};
        assertArrayEquals(network.predict(row), values[cell[1] * Plane.SIDE + cell[0]]);
      }
    }
  }

  @Test
  void anAnswerIsTheClassAndHowSureItIs() {
    float[] logits = {0, 2, 0};
    float answer = Plane.answer(new SoftmaxCrossEntropy(), logits, 0);
    assertEquals(1 + Math.exp(2) / (2 + Math.exp(2)), answer, 1e-6);
    assertEquals(0.99f, Plane.answer(new SoftmaxCrossEntropy(), new float[] {90, 0}, 0), 1e-6);
    assertEquals(1.5f, Plane.answer(new Hinge(), new float[] {0}, 0), 1e-6);
    assertTrue(Float.isNaN(Plane.answer(new SquaredError(), new float[] {Float.NaN}, 0)));
    assertTrue(Float.isNaN(Plane.answer(new SoftmaxCrossEntropy(), new float[] {Float.NaN, 1}, 0)));
  }

  @Test
  void cellsAreBytesOfClassAndShade() {
    float[][] values = {{0}, {1.5f}, {7.99f}, {8.25f}, {Float.NaN}};
    byte[] bytes = Base64.getDecoder().decode(PlaneData.classCells(values));
    assertArrayEquals(new byte[] {0, 32 + 16, (byte) (7 * 32 + 31), 8, 0}, bytes);
  }
}
