package dev.neurite.io.onnx;

import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Activations;
import dev.neurite.activation.Elu;
import dev.neurite.activation.LeakyRelu;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.Maxout;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Normalise.Norm;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
  private static final int IN = 6;
  private static final int[] OPSETS = {13, 17, 20, 23};
  private static final CounterRandom RANDOM = new CounterRandom(4, Purpose.SAMPLE);
  private static final double TOLERANCE = 1e-5; // of max(1, |y|)

  @TempDir Path folder;

  /** Networks that have every activation and every layer. */
  static Map<String, NetworkSpec> specs() {
    Map<String, NetworkSpec> specs = new LinkedHashMap<>();
    List<Activation> activations = new ArrayList<>(List.of(new LeakyRelu(0.2f), new Elu(0.7f)));
    activations.addAll(
        List.of(
            Activations.IDENTITY,
            Activations.STEP,
            Activations.SIGMOID,
            Activations.TANH,
            Activations.RELU,
            Activations.SELU,
            Activations.GELU,
            Activations.GELU_TANH,
            Activations.SOFTPLUS,
            Activations.SILU,
            Activations.SOFTMAX));
    for (Activation f : activations) {
      String name = f.getClass().getSimpleName();
      specs.put(name, NetworkSpec.chain(IN, dense(7, f), dense(3).withoutBias()));
      specs.put(name + "Alone", NetworkSpec.chain(IN, new Activate(f), dense(3)));
    }
    specs.put(
        "Layers",
        NetworkSpec.chain(
            IN,
            new Affine(),
            dense(8),
            new BatchNorm(),
            new Dropout(0.5f),
            dense(8),
            new Maxout(2),
            new LayerNorm(),
            new Clip(-1, 1.5f),
            new Clip(Float.NEGATIVE_INFINITY, 1),
            dense(4),
            new GroupSoftmax(2, false)));
    specs.put("LogSoftmax", NetworkSpec.chain(IN, dense(4), new GroupSoftmax(1, true)));
    specs.put("Groups", NetworkSpec.chain(IN, dense(6), new GroupSoftmax(3, true)));
    for (Norm norm : Norm.values()) {
      specs.put("Norm" + norm, NetworkSpec.chain(IN, new Normalise(norm), dense(2)));
    }
    specs.put(
        "Graph",
        NetworkSpec.graph(IN)
            .node("left", new Columns(0, 2), "input")
            .node("right", new Columns(2, 6), "input")
            .node("a", dense(4, Activations.TANH), "left")
            .node("sum", add(), "a", "right")
            .node("more", add(), "sum", "a", "right")
            .node("score", dense(1), "more")
            .node("both", concat(), "score", "sum")
            .output("both"));
    return specs;
  }

  private static Network network(NetworkSpec spec) {
    Network network = Network.of(spec, Backend.scalar()).initialise(3);
    int number = 0;
    for (Parameter p : network.parameters()) {
      number++;
      boolean positive = p.name().endsWith("running_var");
      for (int i = 0; i < p.value().elements(); i++) {
        double u = RANDOM.uniform(number, i);
        p.value().set(i, (float) (positive ? 0.5 + u : u - 0.5));
      }
    }
    return network;
  }

  private static Schema schema(String name) {
    Optional<Scaling> scaling =
        Optional.of(
            Scaling.of(
                new float[] {1, -2, 0, 3, 0.5f, 0}, new float[] {1, 0.5f, 2, 0.25f, 1.5f, 1}));
    return switch (name) {
      case "Graph" ->
          new Schema(
              Optional.empty(),
              List.of(),
              List.of(),
              List.of(new Part("first", 2), new Part("second", 4)),
              List.of(new Part("score", 1), new Part("hidden", 4)));
      case "Layers" ->
          new Schema(
              scaling, List.of("a", "b", "c", "d", "e", "f"), List.of("no", "", "ja\n", "\"oui\""));
      default -> Schema.NONE;
    };
  }

  private static float[][] rows() {
    float[][] rows = new float[9][IN];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < IN; c++) {
        rows[r][c] = (float) RANDOM.normal(100 + r, c) * 2;
      }
    }
    return rows;
  }

  @Tag("kernel")
  @Test
  void whatIsReadBackAgreesAtEveryOpset() {
    for (var entry : specs().entrySet()) {
      for (int opset : OPSETS) {
        Path file = folder.resolve("file.onnx");
        try (Network network = network(entry.getValue()).schema(schema(entry.getKey()))) {
          ExportReport report = OnnxFile.save(network, file, opset, Map.of("epochs", "30"));
          assertTrue(
              report.largestDifference() <= TOLERANCE * Math.max(1, report.largestOutput()),
              () -> entry.getKey() + ", opset " + opset + ": " + report);
          try (OnnxModel model = OnnxFile.load(file, Backend.scalar())) {
            assertEquals(opset, model.opset());
            assertEquals("30", model.metadata().get("epochs"));
            assertEquals(
                Double.toString(report.largestDifference()),
                model.metadata().get("neurite.largest_difference"));
            assertEquals(network.schema().labels(), model.network().schema().labels());
            assertEquals(network.schema().featureNames(), model.network().schema().featureNames());
            assertEquals(network.schema().inputs(), model.network().schema().inputs());
            assertEquals(network.schema().outputs(), model.network().schema().outputs());
          }
        }
      }
    }
  }

  @Tag("kernel")
  @Test
  void aChainOfDenseLayersComesBackBitForBit() {
    NetworkSpec spec =
        NetworkSpec.chain(
            IN,
            dense(40, Activations.GELU),
            dense(20, Activations.SILU),
            dense(5, Activations.SOFTMAX));
    Path file = folder.resolve("chain.onnx");
    try (Network network = network(spec)) {
      ExportReport report = OnnxFile.save(network, file);
      assertEquals(0, report.largestDifference());
      try (OnnxModel model = OnnxFile.load(file, Backend.scalar())) {
        assertEquals(spec, model.network().spec());
      }
    }
  }

  @Test
  void theGraphIsTheSmallest() throws IOException {
    Path file = folder.resolve("small.onnx");
    NetworkSpec spec =
        NetworkSpec.chain(IN, dense(7, Activations.RELU), new Dropout(0.5f), dense(3));
    try (Network network = network(spec)) {
      OnnxFile.save(network, file);
    }
    assertEquals(List.of("Gemm", "Relu", "Gemm"), operators(file));
    try (Network network = network(specs().get("Graph")).schema(schema("Graph"))) {
      OnnxFile.save(network, file);
    }
    assertEquals(List.of("Gemm", "Tanh", "Add", "Sum", "Gemm"), operators(file));
  }

  private static List<String> operators(Path file) throws IOException {
    ModelProto model = ProtoReader.model("file", Files.readAllBytes(file));
    return model.graph().nodes().stream().map(NodeProto::type).toList();
  }

  @Tag("kernel")
  @Test
  void onnxRuntimeAgrees() throws IOException, InterruptedException {
    Runtime runtime = new Runtime(folder);
    Map<String, float[][]> expected = new LinkedHashMap<>();
    for (var entry : specs().entrySet()) {
      for (int opset : OPSETS) {
        String name = entry.getKey() + opset;
        try (Network network = network(entry.getValue()).schema(schema(entry.getKey()))) {
          OnnxFile.save(network, runtime.add(name, rows()), opset, Map.of());
          float[][] outputs = new float[rows().length][];
          for (int r = 0; r < outputs.length; r++) {
            outputs[r] = network.predict(rows()[r]);
          }
          expected.put(name, outputs);
        }
      }
    }
    runtime.run().forEach((name, outputs) -> assertAgrees(name, expected.get(name), outputs));
  }

  /** Outputs of the runtime stand one after the other, ours side by side. */
  private static void assertAgrees(String name, float[][] rows, List<List<String>> outputs) {
    int from = 0;
    for (List<String> output : outputs) {
      int width = output.size() / rows.length;
      for (int i = 0; i < output.size(); i++) {
        double runtime = Double.parseDouble(output.get(i));
        float own = rows[i / width][from + i % width];
        double difference = Math.abs(runtime - own);
        int place = i;
        assertTrue(
            difference <= TOLERANCE * Math.max(1, Math.abs(own)),
            () -> name + ", value " + place + ": ONNX Runtime has " + runtime + ", Neurite " + own);
      }
      from += width;
    }
    assertEquals(rows[0].length, from, name);
  }

  @Test
  void whatCannotBeWrittenIsRefused() {
    try (Network network = network(NetworkSpec.chain(2, dense(1)))) {
      Path none = folder.resolve("none/file.onnx");
      assertEquals(
          none + ": cannot be written: there is no folder " + none.getParent(),
          messageOf(OnnxException.class, () -> OnnxFile.save(network, none)));
      assertEquals(
          "onnxFile: opsets 13 to 23 are written, got 12",
          messageOf(
              IllegalArgumentException.class, () -> OnnxFile.save(network, none, 12, Map.of())));
    }
  }
}
