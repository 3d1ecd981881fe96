package dev.neurite.io.onnx;

import dev.neurite.backend.Backend;
import dev.neurite.check.Check;
import dev.neurite.io.AtomicFile;
import dev.neurite.io.onnx.Drafts.Draft;
import dev.neurite.io.onnx.Import.Result;
import dev.neurite.io.onnx.ModelProto.Dimension;
import dev.neurite.io.onnx.ModelProto.ValueProto;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads ONNX files into networks, and writes networks as ONNX files.
 *
 * <p>Every failure that comes from a file is an {@link OnnxException}. Any thread may use these
 * methods.
 */
public final class OnnxFile {
  /** The newest version of ONNX's operators that is read. */
  static final int NEWEST = 26;

  private static final int OPSET = 17;
  private static final int OLDEST_WRITTEN = 13;
  private static final int NEWEST_WRITTEN = 23;
  private static final long MOST_NUMBERS = (1L << 29) - (1 << 20); // 2 GB, less room for the graph
  private static final String OPERATION = "onnxFile";

  private OnnxFile() {}

  /** Loads a model onto the best kernels there are. */
  public static OnnxModel load(Path path) {
    return load(path, Backend.automatic());
  }

  /**
   * Loads a model; whoever calls this closes it.
   *
   * @throws OnnxException if the file can't be read, isn't ONNX, or has no equal among networks
   */
  public static OnnxModel load(Path path, Backend backend) {
    Check.notNull(OPERATION, "path", path);
    Check.notNull(OPERATION, "backend", backend);
    String file = path.toString();
    Path folder = path.toAbsolutePath().getParent();
    return load(file, bytes(file, path), folder, backend);
  }

  /**
   * Loads a model from the bytes of a file, which messages call {@code name}. Its data must all be
   * in it: other files are not read.
   */
  public static OnnxModel load(String name, byte[] bytes, Backend backend) {
    Check.notNull(OPERATION, "name", name);
    Check.notNull(OPERATION, "bytes", bytes);
    Check.notNull(OPERATION, "backend", backend);
    return load(name, bytes, null, backend);
  }

  /** Writes a network with the operators of opset 17, which all runtimes in use read. */
  public static ExportReport save(Network network, Path path) {
    return save(network, path, OPSET, Map.of());
  }

  /**
   * Writes a network as a whole or not at all; a file that was there is replaced.
   *
   * <p>The file is read back first, and its outputs compared with the network's on sample rows: the
   * largest difference is in the report, and in the file's metadata as {@code
   * neurite.largest_difference}. Names of features and labels are in the metadata as {@code
   * feature.0}, {@code label.0} and so on. The rows of a batch may be any number.
   *
   * @param opset 13 to 23
   * @param metadata what else to note in the file, of the training say
   * @throws OnnxException if it can't be written
   */
  public static ExportReport save(
      Network network, Path path, int opset, Map<String, String> metadata) {
    Check.notNull(OPERATION, "network", network);
    Check.notNull(OPERATION, "path", path);
    Check.notNull(OPERATION, "metadata", metadata);
    if (opset < OLDEST_WRITTEN || opset > NEWEST_WRITTEN) {
      throw new IllegalArgumentException(
          "onnxFile: opsets "
              + OLDEST_WRITTEN
              + " to "
              + NEWEST_WRITTEN
              + " are written, got "
              + opset);
    }
    String file = path.toString();
    long numbers = network.parameters().stream().mapToLong(p -> p.value().elements()).sum();
    if (numbers > MOST_NUMBERS) {
      throw new OnnxException(
          file, "would have more than 2 GB: " + numbers + " parameters; the format's limit");
    }
    Map<String, String> all = new LinkedHashMap<>(metadata);
    SchemaMetadata.write(network.schema(), all);
    ExportReport report = Comparison.of(network, file, Export.bytes(network, opset, all), opset);
    all.put("neurite.sample_rows", Integer.toString(report.rows()));
    all.put("neurite.largest_difference", Double.toString(report.largestDifference()));
    all.put("neurite.largest_output", Double.toString(report.largestOutput()));
    byte[] bytes = Export.bytes(network, opset, all);
    try {
      AtomicFile.write(path, channel -> write(channel, bytes));
    } catch (IOException e) {
      throw new OnnxException(file, "cannot be written: " + e.getMessage(), e);
    }
    return report.ofBytes(bytes.length);
  }

  private static void write(WritableByteChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static byte[] bytes(String file, Path path) {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        throw new OnnxException(
            file, Files.isDirectory(path) ? "is a folder" : "is not a regular file");
      }
      try (FileChannel channel = FileChannel.open(path)) {
        long size = channel.size();
        if (size > Integer.MAX_VALUE - Long.BYTES) {
          throw new OnnxException(
              file, "has " + size + " bytes; the format's limit is 2 GB: use external data");
        }
        ByteBuffer buffer = ByteBuffer.allocate((int) size);
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw new OnnxException(
                file,
                "had "
                    + size
                    + " bytes, but ended at byte "
                    + buffer.position()
                    + " while it was read");
          }
        }
        return buffer.array();
      }
    } catch (NoSuchFileException e) {
      throw new OnnxException(file, "no such file", e);
    } catch (IOException e) {
      throw new OnnxException(file, "can't be read: " + e.getMessage(), e);
    }
  }

  private static OnnxModel load(String file, byte[] bytes, Path folder, Backend backend) {
    ModelProto model = ProtoReader.model(file, bytes);
    long opset = model.opsets().getOrDefault(ModelProto.CORE, 1L);
    if (opset < 1 || opset > NEWEST) {
      throw new OnnxException(file, "has opset " + opset + "; this release reads up to " + NEWEST);
    }
    Graph graph = new Graph(file, model.graph());
    Result result = imported(model, graph, bytes, folder);
    try {
      return model(file, model, result, backend);
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new OnnxException(file, "makes no network: " + e.getMessage(), e);
    }
  }

  /**
   * First with the rows in the first dimension; if a node works across them, and all dimensions are
   * fixed, once more with each whole input as one row.
   */
  private static Result imported(ModelProto model, Graph graph, byte[] bytes, Path folder) {
    boolean fixed =
        graph.inputs().stream().allMatch(i -> i.dimensions().stream().allMatch(Dimension::fixed));
    boolean flat = graph.inputs().stream().anyMatch(OnnxFile::isVector) && fixed;
    try {
      return attempt(model, graph, bytes, folder, !flat);
    } catch (OnnxException e) {
      if (!fixed || flat) {
        throw e;
      }
      try {
        return attempt(model, graph, bytes, folder, false);
      } catch (OnnxException again) {
        e.addSuppressed(again);
        throw e;
      }
    }
  }

  private static boolean isVector(ValueProto input) {
    return input.dimensions().size() < 2;
  }

  private static Result attempt(
      ModelProto model, Graph graph, byte[] bytes, Path folder, boolean batched) {
    Budget budget = new Budget(model.file(), bytes.length);
    TensorReader tensors = new TensorReader(model.file(), bytes, folder, budget);
    return new Import(model, graph, tensors, budget, batched).run();
  }

  private static OnnxModel model(String file, ModelProto model, Result result, Backend backend) {
    List<Node> nodes = new ArrayList<>();
    for (Draft draft : result.layers()) {
      nodes.add(new Node(draft.name(), draft.layer(), draft.inputs()));
    }
    NetworkSpec spec = new NetworkSpec(result.in(), nodes, result.layers().getLast().name());
    Network network = Network.of(spec, backend);
    try {
      fill(network, result.layers());
      network.schema(schema(model, result, network));
      return new OnnxModel(network, result.inputs(), result.outputs(), model);
    } catch (RuntimeException | Error e) { // nothing half-made stays behind
      network.close();
      throw e;
    }
  }

  private static void fill(Network network, List<Draft> layers) {
    List<float[]> values = new ArrayList<>();
    layers.forEach(d -> values.addAll(d.parameters()));
    List<Parameter> parameters = network.parameters();
    Check.length("onnx", "parameters", parameters.size(), values.size());
    for (int i = 0; i < values.size(); i++) {
      parameters.get(i).value().copyFrom(values.get(i));
    }
  }

  /** Parts where there are several, names from the metadata, labels where they fit the outputs. */
  private static Schema schema(ModelProto model, Result result, Network network) {
    int out = network.out();
    List<String> labels =
        result.outputs().stream()
            .filter(o -> o.kind() != Kind.VALUES && o.width() == out)
            .map(OnnxOutput::labels)
            .filter(l -> Schema.fits(l, out))
            .findFirst()
            .orElseGet(() -> SchemaMetadata.labels(model.metadata(), out));
    List<Part> inputs = new ArrayList<>();
    result.inputs().forEach(i -> inputs.add(new Part(i.name(), i.width())));
    List<Part> outputs = new ArrayList<>();
    int next = 0;
    for (OnnxOutput output : result.outputs()) {
      if (output.from() == next) {
        outputs.add(new Part(output.name(), output.width()));
        next += output.width();
      }
    }
    return new Schema(
        Optional.empty(),
        SchemaMetadata.features(model.metadata(), network.in()),
        labels,
        inputs.size() > 1 ? inputs : List.of(),
        outputs.size() > 1 ? outputs : List.of());
  }
}
