package dev.neurite.cli;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Step;
import dev.neurite.backend.Backend;
import dev.neurite.data.Scaling;
import dev.neurite.io.onnx.OnnxFile;
import dev.neurite.io.onnx.OnnxInput;
import dev.neurite.io.onnx.OnnxModel;
import dev.neurite.io.onnx.OnnxOutput;
import dev.neurite.io.safetensors.ModelFile;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model from a file of either format: a network, its inputs and its outputs. One caller at a
 * time, who closes it.
 *
 * @param path of the file
 * @param network that it holds, with scaling and names in its schema
 * @param inputs neighbouring columns of the network's row; one, called {@code input}, where the
 *     file names none
 * @param outputs how the model's outputs come from the network's; one, called {@code output}, where
 *     the file names none
 */
record Model(Path path, Network network, List<OnnxInput> inputs, List<OnnxOutput> outputs)
    implements AutoCloseable {

  /** Copies the lists. */
  Model {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** Loads a file that ends in .safetensors or .onnx. */
  static Model load(Path path, Backend backend) {
    return switch (ModelFormat.of(path)) {
      case SAFETENSORS -> of(path, ModelFile.load(path, backend));
      case ONNX -> {
        OnnxModel model = OnnxFile.load(path, backend);
        yield new Model(path, model.network(), model.inputs(), model.outputs());
      }
    };
  }

  private static Model of(Path path, Network network) {
    Schema schema = network.schema();
    List<OnnxInput> inputs = new ArrayList<>();
    int from = 0;
    for (Part part : parts(schema.inputs(), "input", network.in())) {
      inputs.add(new OnnxInput(part.name(), from, part.width(), List.of(part.width())));
      from += part.width();
    }
    List<OnnxOutput> outputs = new ArrayList<>();
    from = 0;
    for (Part part : parts(schema.outputs(), "output", network.out())) {
      boolean whole = part.width() == network.out();
      outputs.add(
          new OnnxOutput(
              part.name(),
              OnnxOutput.Kind.VALUES,
              from,
              part.width(),
              List.of(part.width()),
              whole ? Classes.threshold(network.spec()) : 0,
              whole ? schema.labels() : List.of()));
      from += part.width();
    }
    return new Model(path, network, inputs, outputs);
  }

  private static List<Part> parts(List<Part> parts, String otherwise, int width) {
    return parts.isEmpty() ? List.of(new Part(otherwise, width)) : parts;
  }

  /** The names of the classes that an output scores, if it has any. */
  List<String> labels(OnnxOutput output) {
    List<String> all = network.schema().labels();
    boolean whole = output.width() == network.out();
    return output.labels().isEmpty() && whole ? all : output.labels();
  }

  /** Whether outputs are rates between 0 and 1: a single one stands for class 1 from 0.5 on. */
  boolean isRate() {
    Activation head = Head.of(network.spec());
    return head instanceof Sigmoid || head instanceof Step;
  }

  /** Refuses rows of another number of features. */
  void checkFeatures(String rows, int features) {
    if (features != network.in()) {
      throw new IllegalArgumentException(
          rows
              + ": expected "
              + network.in()
              + " columns with features as "
              + path
              + " has, got "
              + features
              + "; --label or --ignore leave columns out");
    }
  }

  /** What the model's scaling takes for the middle of each feature: the mean, if it is standard. */
  float[] means() {
    return network
        .schema()
        .scaling()
        .map(Scaling::shift)
        .orElseThrow(() ->
            new IllegalArgumentException(
                path
                    + " has no scaling, so the means of the rows it was trained on aren't known;"
                    + " --missing zero or drop-row need none"));
  }

  @Override
  public void close() {
    network.close();
  }
}
