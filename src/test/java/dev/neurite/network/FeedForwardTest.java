package dev.neurite.network;

import static dev.neurite.activation.Activations.SIGMOID;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertWithin;

import dev.neurite.layer.Parameter;
import dev.neurite.testing.TestBackend;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** h1 = f(W1·x + b1), h2 = f(W2·h1 + b2), out = W3·h2 + b3, against numpy in 64 bits. */
class FeedForwardTest {
  /** weights(rows, columns, seed) of feed_forward.py is seeded 1 to 6 in this order. */
  private static Network network() {
    NetworkSpec spec = NetworkSpec.chain(3, dense(4, SIGMOID), dense(4, SIGMOID), dense(1));
    Network network = Network.of(spec, TestBackend.expected());
    int seed = 1;
    for (Parameter p : network.parameters()) {
      for (int i = 0; i < p.value().elements(); i++) {
        p.value().set(i, ((i * 7 + seed * 5) % 17 - 8) / 8f);
      }
      seed++;
    }
    return network;
  }

  /**
   * The bound: each layer sums at most 5 terms of at most 1.5 in size, so z is off by 7·u·7.5 at
   * most, plus what its input is off by times Σ|w| ≤ 4; f has a slope of at most 1/4 and 3 ULP of
   * its own. First layer 3.3e-6/4 + 2e-7 ≈ 1e-6; second (3.3e-6 + 4e-6)/4 + 2e-7 ≈ 2e-6; output
   * 3.3e-6 + 8e-6.
   */
  private static final double BOUND = 1.2e-5;

  @Tag("kernel")
  @Test
  void threeLayersGiveTheNumbersOfNumpy() throws IOException {
    try (Network network = network()) {
      for (double[] line : fixture()) {
        float[] x = {(float) line[0], (float) line[1], (float) line[2]};
        assertWithin(line[3], network.predict(x)[0], BOUND, Arrays.toString(x));
      }
    }
  }

  private static List<double[]> fixture() throws IOException {
    try (var in = FeedForwardTest.class.getResourceAsStream("feed_forward.csv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(l -> Arrays.stream(l.split(",")).mapToDouble(Double::parseDouble).toArray())
          .toList();
    }
  }
}
