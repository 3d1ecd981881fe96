package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.ExportReport;
import dev.neurite.io.onnx.OnnxInput;
import dev.neurite.io.onnx.OnnxOutput;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Turns a model of one format into one of the other, and says how exactly. */
@Command(
    name = "convert",
    description = {
      "Turns a .safetensors model into an .onnx one, or the other way round.",
      "",
      "The new file is read back, and its outputs are compared with those of the old one."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    footer = {"", "Example:", "  neurite convert flowers.safetensors flowers.onnx"})
final class ConvertCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "IN", description = "The model there is.")
  private Path in;

  @Parameters(index = "1", paramLabel = "OUT", description = "The model that is written.")
  private Path out;

  @Mixin private Output output;

  ConvertCommand() {}

  @Override
  public Integer call() {
    ModelFormat.of(out);
    OutputFile.checkFolder(out);
    try (Model model = Model.load(in, Backend.scalar())) {
      output.say(
          "read      %s: %d features, %d outputs, %d parameters",
          in,
          model.network().in(),
          model.network().out(),
          model.network().parameters().stream().mapToLong(p -> p.value().elements()).sum());
      if (ModelFormat.of(out) == ModelFormat.SAFETENSORS) {
        keepNames(model);
      }
      SavedModel.Facts facts = SavedModel.save(model.network(), out);
      Likeness likeness =
          facts.verification().map(Likeness::of).orElseGet(() -> Likeness.of(model, out));
      output.say("wrote     %s, %d bytes", out, facts.bytes());
      output.say("verified  %s", likeness);
      output.result(result(model, facts, likeness));
    }
    return 0;
  }

  /**
   * Puts the names of the outputs into the schema, where a network read from ONNX has none. Outputs
   * that are decided from others, labels say, have no place there; who reads the new file decides
   * them again.
   */
  private void keepNames(Model model) {
    Schema schema = model.network().schema();
    List<Part> parts = new ArrayList<>();
    int end = 0;
    for (OnnxOutput named : model.outputs()) {
      boolean scores = named.kind() == Kind.VALUES || named.kind() == Kind.MAP;
      if (scores && named.from() == end) {
        parts.add(new Part(named.name(), named.width()));
        end += named.width();
      } else {
        sayLost(named);
      }
    }
    if (schema.outputs().isEmpty() && end == model.network().out()) {
      model
          .network()
          .schema(
              new Schema(
                  schema.scaling(),
                  schema.featureNames(),
                  schema.labels(),
                  schema.inputs(),
                  parts));
    }
  }

  private void sayLost(OnnxOutput lost) {
    output.say(
        "note      the output \"%s\" is not kept: predict --classes says as much", lost.name());
  }

  private Map<String, Object> result(Model model, SavedModel.Facts facts, Likeness likeness) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("in", in);
    json.put("out", out);
    json.put("bytes", facts.bytes());
    facts.verification().map(ExportReport::opset).ifPresent(opset -> json.put("opset", opset));
    json.put("inputs", model.inputs().stream().map(OnnxInput::name).toList());
    json.put("outputs", model.outputs().stream().map(OnnxOutput::name).toList());
    json.put("sample_rows", likeness.rows());
    json.put("largest_difference", likeness.difference());
    json.put("largest_output", likeness.output());
    return json;
  }
}
