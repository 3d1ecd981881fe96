package dev.neurite.spark;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Softmax;
import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Dense;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.LayerSpec;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.serve.Predictor;
import dev.neurite.serve.PredictorOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The bytes of a model's file, and what the driver needs to know of it. Immutable.
 *
 * @param name what messages call it
 * @param bytes of the file; not copied
 * @param hash SHA-256 of the bytes, in hexadecimal digits: what a model is called everywhere
 * @param in number of features
 * @param out number of outputs
 * @param featureNames one per feature, or none
 * @param probabilities true if the outputs are probabilities
 */
record Model(
    String name,
    byte[] bytes,
    String hash,
    int in,
    int out,
    List<String> featureNames,
    boolean probabilities) {

  /**
   * Reads a model, so that what is wrong with it is said here and not by a task.
   *
   * @throws RuntimeException of the file's format
   */
  static Model read(String name, byte[] bytes) {
    Check.notNull("sparkPredictor", "bytes", bytes);
    try (Network network = network(name, bytes)) {
      return new Model(
          name,
          bytes,
          hash(bytes),
          network.in(),
          network.out(),
          network.schema().featureNames(),
          endsInProbabilities(network));
    }
  }

  /** A predictor of these bytes, which chooses its kernels in the background. */
  static Predictor predictor(String name, byte[] bytes) {
    try (Network network = network(name, bytes)) {
      return Predictor.of(network, PredictorOptions.DEFAULT);
    }
  }

  /** The first digits of the hash. */
  String shortHash() {
    return hash.substring(0, 12);
  }

  private static Network network(String name, byte[] bytes) {
    return isSafetensors(bytes)
        ? ModelFile.load(name, bytes, Backend.scalar())
        : OnnxFile.load(name, bytes, Backend.scalar()).network();
  }

  /** A safetensors file has the length of its header, then the header, a JSON object. */
  private static boolean isSafetensors(byte[] bytes) {
    if (bytes.length <= Long.BYTES) {
      return false;
    }
    long header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return bytes[Long.BYTES] == '{' && header >= 0 && header >>> Integer.SIZE == 0;
  }

  private static boolean endsInProbabilities(Network network) {
    for (Node node : network.spec().nodes()) {
      if (node.name().equals(network.spec().output())) {
        return isProbability(node.layer());
      }
    }
    return false;
  }

  private static boolean isProbability(LayerSpec layer) {
    return switch (layer) {
      case Dense dense -> isProbability(dense.activation());
      case Activate activate -> isProbability(activate.activation());
      case GroupSoftmax _ -> true;
      default -> false;
    };
  }

  private static boolean isProbability(Activation activation) {
    return activation instanceof Softmax || activation instanceof Sigmoid;
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
