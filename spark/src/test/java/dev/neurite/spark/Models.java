package dev.neurite.spark;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models and rows of the tests. */
final class Models {
  private Models() {}

  /** The file of a network with one hidden layer and random weights. */
  static byte[] safetensors(long seed, int in, int hidden, int out, String... names) {
    return bytes(seed, in, hidden, out, List.of(names), ".safetensors");
  }

  /** The same network as ONNX. */
  static byte[] onnx(long seed, int in, int hidden, int out) {
    return bytes(seed, in, hidden, out, List.of(), ".onnx");
  }

  private static byte[] bytes(
      long seed, int in, int hidden, int out, List<String> names, String suffix) {
    try (Network network =
        Network.of(in, dense(hidden, RELU), dense(out)).onto(Backend.scalar()).initialise(seed)) {
      network.schema(new Schema(Optional.empty(), names, List.of()));
      Path file = Files.createTempFile("model", suffix);
      if (suffix.equals(".onnx")) {
        OnnxFile.save(network, file);
      } else {
        ModelFile.save(network, file);
      }
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
