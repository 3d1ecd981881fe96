package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.onnx.OnnxModel;
import dev.neurite.io.onnx.OnnxOutput;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.io.safetensors.TensorFile;
import dev.neurite.network.Network;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what is in a model's file. */
@Command(
    name = "inspect",
    description = "Shows the layers, weights and metadata of a model.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    footer = {
      "",
      "Excitatory weights are those above 0, inhibitory those below. A histogram goes",
      "from -reach to +reach, the largest absolute value; 0 is in its middle.",
      "",
      "Example:",
      "  neurite inspect digits.safetensors"
    })
final class InspectCommand implements Callable<Integer> {
  private static final int LABEL = 11; // columns
  private static final int LONGEST_VALUE = 200; // characters of metadata that are shown

  @Parameters(paramLabel = "MODEL", description = "The model: a .safetensors or .onnx file.")
  private Path path;

  @Mixin private Output output;

  private final Map<String, Object> result = new LinkedHashMap<>();

  InspectCommand() {}

  @Override
  public Integer call() throws IOException {
    switch (ModelFormat.of(path)) {
      case SAFETENSORS -> safetensors();
      case ONNX -> onnx();
    }
    output.result(result);
    return 0;
  }

  private void say(String label, String text) {
    output.say("%s", Text.labelled(label, LABEL, text));
  }

  private void safetensors() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      TensorFile file = TensorFile.read(path, arena);
      Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
      if (!"neurite".equals(metadata.get("format"))) {
        foreign(file);
        return;
      }
      try (Network network = ModelFile.load(path, Backend.scalar())) {
        String version = metadata.get("format_version");
        file("safetensors", "saved by Neurite, format version " + version);
        result.put("format_version", version);
        String checksum = metadata.get("checksum");
        say("checksum", checksum == null ? "none" : checksum + ", and the content has it");
        result.put("checksum", checksum);
        describe(network);
        List.of("format", "format_version", "checksum").forEach(metadata::remove);
        List.of("architecture", "scaling", "feature_names", "labels", "inputs", "outputs")
            .forEach(metadata::remove); // shown in words
        metadata(metadata);
        weights(network);
      }
    }
  }

  /** A file of another library: names and numbers, and no network. */
  private void foreign(TensorFile file) throws IOException {
    file("safetensors", "not saved by Neurite: it has tensors and no description of a network");
    file.notes().forEach(note -> say("note", note));
    file.unread().forEach((name, type) -> say("not read", name + ": " + type));
    metadata(file.metadata());
    List<TensorSummary> tensors = new ArrayList<>();
    file.tensors().forEach((name, tensor) -> tensors.add(TensorSummary.of(name, tensor)));
    tensors(tensors);
  }

  private void onnx() throws IOException {
    try (OnnxModel model = OnnxFile.load(path, Backend.scalar())) {
      String producer = model.producer().isEmpty() ? "an unnamed program" : model.producer();
      file("onnx", "written by " + producer + ", opset " + model.opset());
      result.put("producer", model.producer());
      result.put("opset", model.opset());
      model.inputs().forEach(i -> say("input", i.name() + " " + i.dimensions()));
      model
          .outputs()
          .forEach(o -> say("output", o.name() + " " + o.dimensions() + ", " + words(o.kind())));
      result.put("inputs", model.inputs().stream().map(i -> part(i.name(), i.width())).toList());
      result.put("outputs", model.outputs().stream().map(o -> part(o.name(), o.width())).toList());
      describe(model.network());
      Map<String, String> metadata = new LinkedHashMap<>(model.metadata());
      metadata.keySet().removeIf(key -> key.matches("(feature|label)\\.[0-9]+")); // in words
      metadata(metadata);
      weights(model.network());
    }
  }

  private static String words(OnnxOutput.Kind kind) {
    return switch (kind) {
      case VALUES -> "values";
      case INDEX -> "the number of a class";
      case LABEL -> "the name of a class";
      case MAP -> "a value per class";
    };
  }

  private static Map<String, Object> part(String name, int width) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("name", name);
    part.put("width", width);
    return part;
  }

  private void file(String format, String origin) throws IOException {
    long bytes = Files.size(path);
    say("file", path + ", " + Numbers.bytes(bytes));
    say("format", format + ", " + origin);
    result.put("file", path);
    result.put("bytes", bytes);
    result.put("format", format);
  }

  private void describe(Network network) {
    NetworkSummary summary = NetworkSummary.of(network);
    summary.lines().forEach(this::say);
    result.putAll(summary.toMap());
  }

  private void metadata(Map<String, String> metadata) {
    metadata.forEach(
        (key, value) -> say("metadata", key + " = " + Text.shortened(value, LONGEST_VALUE)));
    result.put("metadata", metadata);
  }

  private void weights(Network network) {
    print(NetworkSummary.of(network).layers());
    List<TensorSummary> tensors = new ArrayList<>();
    network.parameters().forEach(p -> tensors.add(TensorSummary.of(p.name(), p.value())));
    tensors(tensors);
  }

  private void tensors(List<TensorSummary> tensors) {
    TextTable numbers =
        new TextTable(
            "llrrrrr", "tensor", "shape", "excitatory", "inhibitory", "norm", "least", "largest");
    TextTable histograms = new TextTable("lrlr", "tensor", "-reach", "histogram", "+reach");
    for (TensorSummary t : tensors) {
      numbers.add(
          t.name(),
          t.shape(),
          Numbers.percent((double) t.positive() / t.numbers()),
          Numbers.percent((double) t.negative() / t.numbers()),
          Numbers.of(t.norm()),
          Numbers.of(t.least()),
          Numbers.of(t.largest()));
      histograms.add(t.name(), Numbers.of(-t.reach()), t.sparkline(), Numbers.of(t.reach()));
    }
    if (!tensors.isEmpty()) {
      print(numbers);
      print(histograms);
    }
    for (TensorSummary t : tensors) {
      if (t.notFinite() > 0) {
        output.say("%s has %d numbers that are NaN or infinite", t.name(), t.notFinite());
      }
    }
    result.put("tensors", tensors.stream().map(TensorSummary::toMap).toList());
  }

  private void print(TextTable table) {
    output.say("");
    table.lines().forEach(line -> output.say("%s", line));
  }
}
