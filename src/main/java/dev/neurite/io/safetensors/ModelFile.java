package dev.neurite.io.safetensors;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.io.safetensors.Json.JsonObject;
import dev.neurite.layer.Parameter;
import dev.neurite.layer.ParameterSpec;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.network.Snapshot;
import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Saves networks and loads them: trainable, with scaling and names.
 *
 * <p>Every parameter is an F32 tensor under its name, {@code dense1.weight} say. What the network
 * is stands in the file's metadata, whose values are strings, so JSON inside strings: {@code
 * architecture}, {@code scaling}, {@code feature_names}, {@code labels}; {@code format} is {@code
 * neurite} and {@code format_version} is 1; {@code checksum} is a CRC-32C of it all, which files
 * may lack. A network that was saved and loaded is the same, bit for bit.
 *
 * <p>Any thread may use these methods.
 */
public final class ModelFile {
  private static final String FORMAT = "neurite";
  private static final int VERSION = 1;
  private static final int WIDEST = 1 << 24; // columns; a buffer of a row has 64 MiB then

  private ModelFile() {}

  /**
   * Writes the network as a whole or not at all; a file that was there is replaced.
   *
   * @throws SafetensorsException if it can't be written
   */
  public static void save(Network network, Path path) {
    file(network).write(path);
  }

  /** The bytes of the file that {@link #save} writes. */
  public static byte[] toBytes(Network network) {
    return file(network).toBytes();
  }

  private static TensorFile file(Network network) {
    Check.notNull("modelFile", "network", network);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      tensors.put(p.name(), p.value());
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("format_version", Integer.toString(VERSION));
    metadata.put("architecture", Json.write(SpecJson.write(network.spec())));
    SchemaJson.write(network.schema()).forEach((key, json) -> metadata.put(key, Json.write(json)));
    metadata.put(Checksum.KEY, Checksum.of(tensors, metadata));
    return TensorFile.of(tensors, metadata);
  }

  /** Loads a network onto the best kernels there are. */
  public static Network load(Path path) {
    return load(path, Backend.automatic());
  }

  /**
   * Loads a network; whoever calls this closes it.
   *
   * @throws SafetensorsException if the file can't be read, is no network of Neurite's, or its
   *     tensors aren't those of its architecture
   */
  public static Network load(Path path, Backend backend) {
    Check.notNull("modelFile", "backend", backend);
    try (Arena arena = Arena.ofConfined()) {
      return load(TensorFile.read(path, arena), backend);
    }
  }

  /**
   * Loads a network from the bytes of a file, which messages call {@code name}; whoever calls this
   * closes it.
   *
   * @throws SafetensorsException as from a file
   */
  public static Network load(String name, byte[] bytes, Backend backend) {
    Check.notNull("modelFile", "backend", backend);
    try (Arena arena = Arena.ofConfined()) {
      return load(TensorFile.read(name, bytes, arena), backend);
    }
  }

  /**
   * Reads what a network consists of, and makes none of it.
   *
   * @param arena whose memory the parameters lie in
   * @throws SafetensorsException as {@link #load(Path, Backend)}
   */
  public static Snapshot read(Path path, Arena arena) {
    return read(TensorFile.read(path, arena));
  }

  private static Snapshot read(TensorFile file) {
    checkFormat(file);
    Checksum.check(file);
    NetworkSpec spec = spec(file);
    Map<String, Tensor> parameters = parameters(file, spec);
    try {
      return new Snapshot(spec, SchemaJson.read(file.metadata()), parameters);
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw problem(file, "schema", e);
    }
  }

  static Network load(TensorFile file, Backend backend) {
    Snapshot snapshot = read(file);
    Network network = Network.of(snapshot.spec(), backend);
    try {
      for (Parameter p : network.parameters()) {
        p.value().segment().copyFrom(snapshot.parameters().get(p.name()).segment());
      }
      return network.schema(snapshot.schema());
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  /**
   * Loads the weights of another library into a network of this description, {@code 0.weight} or
   * {@code fc1.bias} say; whoever calls this closes it.
   *
   * <p>Metadata play no part. What stands before the last point names a layer. A layer of the
   * network takes the one whose tensors have its own parameters' names and shapes; where several
   * have, in their order, numbers compared as numbers.
   *
   * @throws SafetensorsException if the file can't be read, a tensor is missing or left over, or
   *     the order of several layers would be a guess
   */
  public static Network load(Path path, NetworkSpec spec, Backend backend) {
    Check.notNull("modelFile", "spec", spec);
    Check.notNull("modelFile", "backend", backend);
    try (Arena arena = Arena.ofConfined()) {
      TensorFile file = TensorFile.read(path, arena);
      Network network = Network.of(spec, backend);
      try {
        ForeignNames.copy(file, network);
        return network;
      } catch (RuntimeException | Error e) {
        network.close();
        throw e;
      }
    }
  }

  private static void checkFormat(TensorFile file) {
    String format = file.metadata().get("format");
    if (!FORMAT.equals(format)) {
      throw new SafetensorsException(
          file.source(),
          "is no network saved by Neurite: its metadata has "
              + (format == null ? "no format" : "the format " + JsonWriter.quote(format)));
    }
    String version = file.metadata().get("format_version");
    if (!Integer.toString(VERSION).equals(version)) {
      throw new SafetensorsException(
          file.source(), "has format version " + version + "; this release reads " + VERSION);
    }
  }

  /** Before there is memory for it: an architecture of 100 bytes can ask for any number of GB. */
  private static Map<String, Tensor> parameters(TensorFile file, NetworkSpec spec) {
    Map<String, Tensor> parameters = new LinkedHashMap<>();
    TreeSet<String> unknown = new TreeSet<>(file.tensors().keySet());
    for (Node node : spec.nodes()) {
      for (ParameterSpec p : parameters(file, spec, node)) {
        String name = node.name() + "." + p.name();
        parameters.put(name, checkShape(file, name, p.shape()));
        unknown.remove(name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new SafetensorsException(
          file.source(), Entry.title(unknown.first()) + " belongs to no layer of the architecture");
    }
    return parameters;
  }

  private static List<ParameterSpec> parameters(TensorFile file, NetworkSpec spec, Node node) {
    try {
      return node.layer().parameters(spec.inputWidths(node));
    } catch (IllegalArgumentException | ArithmeticException e) { // larger than anything can be
      throw problem(file, "architecture", e);
    }
  }

  private static Tensor checkShape(TensorFile file, String name, Shape needed) {
    Tensor saved = file.tensor(name);
    if (!saved.shape().equals(needed)) {
      throw new SafetensorsException(
          file.source(),
          Entry.title(name) + " is " + saved.shape() + ", the architecture needs " + needed);
    }
    return saved;
  }

  private static JsonObject json(TensorFile file, String key) {
    String text = file.metadata().get(key);
    if (text == null) {
      throw new JsonException("is missing");
    }
    return Json.parse(text).asObject("it");
  }

  private static NetworkSpec spec(TensorFile file) {
    try {
      NetworkSpec spec = SpecJson.read(json(file, "architecture"));
      if (spec.in() > WIDEST) {
        throw new JsonException("has " + spec.in() + " features; the limit is " + WIDEST);
      }
      return spec;
    } catch (JsonException | IllegalArgumentException | ArithmeticException e) {
      throw problem(file, "architecture", e);
    }
  }

  /** What is wrong with the content, as the exception of the format. */
  private static SafetensorsException problem(TensorFile file, String what, RuntimeException e) {
    return new SafetensorsException(
        file.source(), "metadata \"" + what + "\": " + e.getMessage(), e);
  }
}
