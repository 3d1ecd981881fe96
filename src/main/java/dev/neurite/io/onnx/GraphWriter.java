package dev.neurite.io.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Collects the nodes and constants of a graph to be written. */
final class GraphWriter {
  private static final int FLOAT = ElementType.FLOAT.number();
  private static final int INT64 = ElementType.INT64.number();

  private final Map<String, Draft> nodes = new LinkedHashMap<>();
  private final Map<String, String> outputs = new HashMap<>(); // names of nodes to names of outputs
  private final WireWriter constants = new WireWriter();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> scalars = new ArrayList<>();
  private boolean machineLearning;

  /** Adds a node; returns the name of its output, which is unique. */
  String node(String place, String type, List<String> inputs, Attribute... attributes) {
    return node(place, type, ModelProto.CORE, inputs, attributes);
  }

  /** Adds a node of scikit-learn's domain. */
  String learned(String place, String type, List<String> inputs, Attribute... attributes) {
    machineLearning = true;
    return node(place, type, ModelProto.MACHINE_LEARNING, inputs, attributes);
  }

  private String node(
      String place, String type, String domain, List<String> inputs, Attribute... attributes) {
    String stem = place + "/" + type;
    int number = numbers.merge(stem, 1, Integer::sum);
    String name = number == 1 ? stem : stem + "_" + number;
    nodes.put(name, new Draft(type, domain, List.copyOf(inputs), List.of(attributes)));
    return name;
  }

  /**
   * Makes what a node makes an output of this name, or of one like it if that is taken; the name.
   * What is no node's own, as an input is not, is passed on by one.
   */
  String output(String name, String source, Map<String, Integer> inputs) {
    String free = name;
    while (inputs.containsKey(free) || nodes.containsKey(free) || outputs.containsValue(free)) {
      free += "_out";
    }
    boolean own = nodes.containsKey(source) && !outputs.containsKey(source);
    outputs.put(own ? source : node(free, "Identity", List.of(source)), free);
    return free;
  }

  /** Adds a constant of floats; returns its name. */
  String floats(String name, float[] values, int... dimensions) {
    return constant(name, FLOAT, WireWriter.raw(values), dimensions);
  }

  /** Adds a constant of whole numbers; returns its name. */
  String integers(String name, long... values) {
    return constant(name, INT64, WireWriter.raw(values), values.length);
  }

  /** A constant without dimensions, made once. */
  String scalar(float value) {
    String name = "constant/" + value;
    if (!scalars.contains(name)) {
      scalars.add(name);
      floats(name, new float[] {value});
    }
    return name;
  }

  boolean machineLearning() {
    return machineLearning;
  }

  /** The graph, with the widths of its inputs and outputs. */
  byte[] toBytes(String name, Map<String, Integer> inputs, Map<String, Integer> results) {
    WireWriter graph = new WireWriter();
    nodes.forEach((node, draft) -> graph.message(1, message -> write(node, draft, message)));
    graph.text(2, name).append(constants);
    inputs.forEach((input, width) -> graph.message(11, value(input, width)));
    results.forEach((output, width) -> graph.message(12, value(output, width)));
    return graph.toBytes();
  }

  private void write(String name, Draft draft, WireWriter node) {
    draft.inputs().forEach(i -> node.element(1, outputs.getOrDefault(i, i)));
    node.element(2, outputs.getOrDefault(name, name)).text(3, name).text(4, draft.type());
    draft.attributes().forEach(a -> node.message(5, a.content()));
    node.text(7, draft.domain());
  }

  private String constant(String name, int type, byte[] raw, int... dimensions) {
    constants.message(
        5,
        tensor -> {
          Arrays.stream(dimensions).forEach(d -> tensor.integer(1, d));
          tensor.integer(2, type).element(8, name).bytes(9, raw);
        });
    return name;
  }

  /** Floats [batch, width], the batch of any size. */
  private static Consumer<WireWriter> value(String name, int width) {
    return value ->
        value
            .element(1, name)
            .message(
                2,
                type ->
                    type.message(
                        1,
                        tensor ->
                            tensor
                                .integer(1, FLOAT)
                                .message(
                                    2,
                                    shape ->
                                        shape
                                            .message(1, d -> d.text(2, "batch"))
                                            .message(1, d -> d.integer(1, width)))));
  }

  private record Draft(
      String type, String domain, List<String> inputs, List<Attribute> attributes) {}

  /** An attribute of a node. */
  record Attribute(Consumer<WireWriter> content) {
    static Attribute of(String name, float value) {
      return new Attribute(a -> a.text(1, name).float32(2, value).integer(20, AttributeProto.REAL));
    }

    static Attribute of(String name, long value) {
      return new Attribute(
          a -> a.text(1, name).integer(3, value).integer(20, AttributeProto.INTEGER));
    }

    static Attribute of(String name, String value) {
      return new Attribute(a -> a.text(1, name).element(4, value).integer(20, AttributeProto.TEXT));
    }

    static Attribute ofIntegers(String name, long... values) {
      return new Attribute(a -> {
        a.text(1, name);
        Arrays.stream(values).forEach(v -> a.integer(8, v));
        a.integer(20, AttributeProto.INTEGERS);
      });
    }
  }
}
