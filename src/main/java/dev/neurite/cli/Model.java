package dev.neurite.cli;

import dev.neurite.backend.Backend;
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

  @Override
  public void close() {
    network.close();
  }
}
