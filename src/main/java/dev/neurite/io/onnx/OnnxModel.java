package dev.neurite.io.onnx;

import dev.neurite.check.Check;
import dev.neurite.network.Network;
import dev.neurite.serve.Predictor;
import java.util.List;
import java.util.Map;

/**
 * A model read from an ONNX file: a network, and how its row and its outputs are those of the file.
 *
 * <p>The network's row is the inputs side by side, each flattened row-major; its outputs are the
 * columns that the model's outputs need. Whoever loads a model closes it, and with it the network.
 * Thread safety: that of {@link Network}; a predictor is for many threads.
 */
public final class OnnxModel implements AutoCloseable {
  private final Network network;
  private final List<OnnxInput> inputs;
  private final List<OnnxOutput> outputs;
  private final Map<String, Long> opsets;
  private final Map<String, String> metadata;
  private final String producer;

  OnnxModel(Network network, List<OnnxInput> inputs, List<OnnxOutput> outputs, ModelProto model) {
    this.network = network;
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    this.opsets = Map.copyOf(model.opsets());
    this.metadata = Map.copyOf(model.metadata());
    this.producer = (model.producer() + " " + model.producerVersion()).strip();
  }

  /** The network; it ends with this model. */
  public Network network() {
    return network;
  }

  /** The network as it is now, frozen; it lives on when this model is closed. */
  public Predictor predictor() {
    return Predictor.of(network);
  }

  /** The inputs of the file that aren't constants, in their order. */
  public List<OnnxInput> inputs() {
    return inputs;
  }

  /** The outputs of the file, in their order. */
  public List<OnnxOutput> outputs() {
    return outputs;
  }

  /** The output of this name. */
  public OnnxOutput output(String name) {
    Check.notNull("onnxModel", "name", name);
    return outputs.stream()
        .filter(o -> o.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "onnxModel: no output \""
                    + name
                    + "\"; there are "
                    + outputs.stream().map(OnnxOutput::name).toList()));
  }

  /** The version of ONNX's own operators that the file uses. */
  public int opset() {
    return Math.toIntExact(opsets.getOrDefault(ModelProto.CORE, 1L));
  }

  /** What the producer noted in the file. */
  public Map<String, String> metadata() {
    return metadata;
  }

  /** The program that made the file, with its version, as it says. */
  public String producer() {
    return producer;
  }

  /** Closes the network. Idempotent. */
  @Override
  public void close() {
    network.close();
  }

  /** Inputs and outputs. */
  @Override
  public String toString() {
    return "OnnxModel[inputs=" + inputs + ", outputs=" + outputs + "]";
  }
}
