package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.io.onnx.ExportReport;
import dev.neurite.io.onnx.OnnxInput;
import dev.neurite.io.onnx.OnnxOutput;
import java.nio.file.Path;
import java.util.LinkedHashMap;
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
      SavedModel.Facts facts = SavedModel.save(model.network(), out);
      Likeness likeness =
          facts.verification().map(Likeness::of).orElseGet(() -> Likeness.of(model, out));
      output.say("wrote     %s, %d bytes", out, facts.bytes());
      output.say("verified  %s", likeness);
      output.result(result(model, facts, likeness));
    }
    return 0;
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
