package dev.neurite.bench.train;

import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.layer.Layers;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What every contestant starts from that can be told: the initial weights, and the order of rows in
 * each epoch. Accuracies then differ by arithmetic alone.
 */
final class EqualStart {
  /** Of the weights and of the order of rows. */
  static final long SEED = 1;

  private static final int ROWS = 60_000;

  private EqualStart() {}

  /** 784-256-10 with ReLU, initialised. */
  static Network network(Backend backend) {
    NetworkSpec spec =
        NetworkSpec.chain(784, Layers.dense(256, Activations.RELU), Layers.dense(10));
    return Network.of(spec, backend).initialise(SEED);
  }

  /**
   * A file of it, little-endian: the parameters W₁ [256, 784], b₁, W₂ [10, 256], b₂ as floats, then
   * for each epoch the order of its rows as ints, that of a {@code Trainer} with this seed.
   */
  static Path write(int epochs) {
    try (Network network = network(Backend.scalar())) {
      int weights = 0;
      for (Parameter p : network.parameters()) {
        weights += p.value().elements();
      }
      ByteBuffer buffer =
          ByteBuffer.allocate(4 * (weights + epochs * ROWS)).order(ByteOrder.LITTLE_ENDIAN);
      for (Parameter p : network.parameters()) {
        for (float value : p.value().toArray()) {
          buffer.putFloat(value);
        }
      }
      for (int epoch = 1; epoch <= epochs; epoch++) {
        for (int row : order(epoch)) {
          buffer.putInt(row);
        }
      }
      Path file = Files.createTempFile("neurite-start", ".bin");
      file.toFile().deleteOnExit();
      return Files.write(file, buffer.array());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int[] order(int epoch) {
    int[] rows = new int[ROWS];
    for (int i = 0; i < ROWS; i++) {
      rows[i] = i;
    }
    new CounterRandom(SEED, Purpose.SHUFFLE).shuffle(epoch, rows);
    return rows;
  }
}
