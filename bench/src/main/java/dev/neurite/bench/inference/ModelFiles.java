package dev.neurite.bench.inference;

import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/** The networks as files, one of each kind that a contestant reads. */
public final class ModelFiles {
  private static final Path FOLDER = Path.of(System.getProperty("tables", "target"), "models");

  private ModelFiles() {}

  /** Writes the files of a network. */
  static void write(Net net) {
    try {
      Files.createDirectories(FOLDER);
      try (Network network = net.build()) {
        ModelFile.save(network, safetensors(net));
      }
      Files.write(onnx(net), new OnnxFile(net).bytes());
      Files.write(floats(net), flat(net));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For this library. */
  public static Path safetensors(Net net) {
    return FOLDER.resolve(net + ".safetensors");
  }

  /** For ONNX Runtime. */
  public static Path onnx(Net net) {
    return FOLDER.resolve(net + ".onnx");
  }

  /** For the others: W [out, in] and b [out] of one layer after the other, little-endian. */
  public static Path floats(Net net) {
    return FOLDER.resolve(net + ".floats");
  }

  private static byte[] flat(Net net) {
    long biases = net.widths().stream().skip(1).mapToLong(n -> 4L * n).sum();
    ByteBuffer buffer =
        ByteBuffer.allocate(Math.toIntExact(net.weightBytes() + biases))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (int l = 0; l < net.layers(); l++) {
      for (float w : net.weights(l)) {
        buffer.putFloat(w);
      }
      for (float b : net.biases(l)) {
        buffer.putFloat(b);
      }
    }
    return buffer.array();
  }
}
