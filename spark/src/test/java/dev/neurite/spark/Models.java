package dev.neurite.spark;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Activations;
import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.serve.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Models of the tests: the bytes of their files. */
final class Models {
  private Models() {}

  /** A network with a hidden layer of 32 and random weights. */
  static byte[] safetensors(long seed, int in, int out, String... names) {
    return bytes(seed, in, out, Activations.IDENTITY, List.of(names), false);
  }

  /** The same network as ONNX. */
  static byte[] onnx(long seed, int in, int out) {
    return bytes(seed, in, out, Activations.IDENTITY, List.of(), true);
  }

  /** The same network, ending in this activation. */
  static byte[] endingIn(Activation activation, long seed, int in, int out) {
    return bytes(seed, in, out, activation, List.of(), false);
  }

  /** What answers are compared with: a predictor in this process, on scalar kernels. */
  static Predictor local(byte[] bytes) {
    try (Network network = ModelFile.load("local", bytes, Backend.scalar())) {
      return Predictor.of(network, Backend.scalar());
    }
  }

  private static byte[] bytes(
      long seed, int in, int out, Activation last, List<String> names, boolean onnx) {
    try (Network network = Network.of(in, dense(32, RELU), dense(out, last)).initialise(seed)) {
      network.schema(new Schema(Optional.empty(), names, List.of()));
      Path file = Files.createTempFile("model", "");
      if (onnx) {
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
