package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.network.Network;
import dev.neurite.testing.TestBackend;

/** A program that publishes again and again: for a JVM with little memory. */
final class Publications {
  private Publications() {}

  /**
   * Publishes, and prints how many publications needed no new memory.
   *
   * @param arguments how many
   */
  public static void main(String[] arguments) {
    int number = Integer.parseInt(arguments[0]);
    LiveOptions options =
        LiveOptions.DEFAULT.withPredictors(
            PredictorOptions.DEFAULT.withBackend(TestBackend.expected()));
    try (Network network = Network.of(256, dense(128, RELU), dense(10), dense(2)).initialise(1)) {
      LiveModel live = LiveModel.of(network, options);
      float[] row = new float[256];
      float[] outputs = new float[2];
      for (int i = 1; i < number; i++) {
        network.parameters().getLast().value().set(0, i);
        live.publish(network);
        live.predict(row, outputs);
        if (outputs[0] != i) {
          throw new AssertionError("version " + i + " answers " + outputs[0]);
        }
      }
      System.out.println("reused " + live.stats().reused());
    }
  }
}
