package dev.neurite.io.onnx;

import dev.neurite.data.Scaling;
import dev.neurite.io.onnx.GraphWriter.Attribute;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Add;
import dev.neurite.layer.Affine;
import dev.neurite.layer.BatchNorm;
import dev.neurite.layer.Clip;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.GroupSoftmax;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerNorm;
import dev.neurite.layer.Maxout;
import dev.neurite.layer.Normalise;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import dev.neurite.network.Schema.Part;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** From a network to the smallest graph that computes the same. */
final class Export {
  private static final String OUTPUT = "output";

  private final NetworkSpec spec;
  private final Schema schema;
  private final int opset;
  private final GraphWriter graph = new GraphWriter();
  private final Spelling spelling;
  private final Map<String, Parameter> parameters = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();
  private final Map<String, Integer> inputs = new LinkedHashMap<>();
  private final Map<String, Integer> outputs = new LinkedHashMap<>();

  private Export(Network network, int opset) {
    this.spec = network.spec();
    this.schema = network.schema();
    this.opset = opset;
    this.spelling = new Spelling(graph, opset);
    network.parameters().forEach(p -> parameters.put(p.name(), p));
  }

  /** The bytes of a file. */
  static byte[] bytes(Network network, int opset, Map<String, String> metadata) {
    return new Export(network, opset).run(metadata);
  }

  private byte[] run(Map<String, String> metadata) {
    addInputs();
    for (Node node : spec.nodes()) {
      if (!isApart(node)) {
        names.putIfAbsent(node.name(), node(node));
      }
    }
    addOutputs();
    byte[] bytes = graph.toBytes("neurite", inputs, outputs);
    WireWriter model = new WireWriter().integer(1, irVersion()).text(2, "neurite").bytes(7, bytes);
    model.message(8, o -> o.text(1, ModelProto.CORE).integer(2, opset));
    if (graph.machineLearning()) {
      model.message(8, o -> o.text(1, ModelProto.MACHINE_LEARNING).integer(2, 1));
    }
    metadata.forEach((key, value) -> model.message(14, e -> e.element(1, key).element(2, value)));
    return model.toBytes();
  }

  /** The version of the format that came with a version of the operators. */
  private int irVersion() {
    return switch (opset) {
      case 13, 14 -> 7;
      case 15, 16, 17, 18 -> 8;
      case 19, 20 -> 9;
      case 21, 22 -> 10;
      default -> 11;
    };
  }

  private void addInputs() {
    if (schema.inputs().isEmpty()) {
      inputs.put(NetworkSpec.INPUT, spec.in());
      names.put(NetworkSpec.INPUT, NetworkSpec.INPUT);
    } else {
      schema.inputs().forEach(p -> inputs.put(p.name(), p.width()));
      if (inputs.size() < schema.inputs().size()) {
        throw new IllegalArgumentException("onnxFile: two inputs have one name: " + inputs);
      }
      if (schema.scaling().isEmpty()) {
        nameParts();
      }
      if (readersOfInput() > 0) {
        String whole =
            inputs.size() == 1
                ? inputs.keySet().iterator().next()
                : graph.node(
                    "input", "Concat", List.copyOf(inputs.keySet()), Attribute.of("axis", 1));
        names.put(NetworkSpec.INPUT, whole);
      }
    }
    schema.scaling().ifPresent(s -> names.put(NetworkSpec.INPUT, scaled(s)));
  }

  private long readersOfInput() {
    return spec.nodes().stream()
        .filter(n -> !names.containsKey(n.name()) && n.inputs().contains(NetworkSpec.INPUT))
        .count();
  }

  /** A layer that reads one whole input is that input. */
  private void nameParts() {
    for (Node node : spec.nodes()) {
      int from = 0;
      for (Part part : schema.inputs()) {
        boolean whole = node.layer().equals(new Columns(from, from + part.width()));
        if (whole && node.inputs().getFirst().equals(NetworkSpec.INPUT)) {
          names.put(node.name(), part.name());
        }
        from += part.width();
      }
    }
  }

  private String scaled(Scaling scaling) {
    return affine("scaling", names.get(NetworkSpec.INPUT), scaling.shift(), scaling.factor());
  }

  /** (x − shift)·factor, without what changes nothing. */
  private String affine(String place, String x, float[] shift, float[] factor) {
    String centred =
        all(shift, 0)
            ? x
            : graph.node(
                place, "Sub", List.of(x, graph.floats(place + ".shift", shift, shift.length)));
    return all(factor, 1)
        ? centred
        : graph.node(
            place, "Mul", List.of(centred, graph.floats(place + ".factor", factor, factor.length)));
  }

  private static boolean all(float[] values, float value) {
    for (float v : values) {
      if (v != value) {
        return false;
      }
    }
    return true;
  }

  private String node(Node node) {
    String known = names.get(node.name());
    if (known != null) {
      return known;
    }
    String place = node.name();
    List<String> in = node.inputs().stream().map(names::get).toList();
    String x = in.getFirst();
    return switch (node.layer()) {
      case Dense dense -> spelling.activation(place, dense.activation(), dense(node, x));
      case Activate f -> spelling.activation(place, f.activation(), x);
      case Affine _ -> affine(place, x, values(node, "shift"), values(node, "factor"));
      case Clip clip -> spelling.clip(place, clip, x);
      case Interpolate _ ->
          throw new IllegalArgumentException(
              "onnxFile: "
                  + place
                  + " is "
                  + node.layer()
                  + ", for which ONNX has no operator; write the network without it");
      case Normalise norm ->
          graph.learned(place, "Normalizer", List.of(x), Attribute.of("norm", norm.norm().name()));
      case GroupSoftmax softmax -> spelling.softmax(place, softmax, width(node), x);
      case BatchNorm norm ->
          graph.node(
              place,
              "BatchNormalization",
              join(
                  x,
                  parameter(node, "weight"),
                  parameter(node, "bias"),
                  parameter(node, "running_mean"),
                  parameter(node, "running_var")),
              Attribute.of("epsilon", norm.epsilon()),
              Attribute.of("momentum", 1 - norm.momentum()));
      case LayerNorm norm ->
          spelling.layerNorm(
              place, norm.epsilon(), x, parameter(node, "weight"), parameter(node, "bias"));
      case Dropout _ -> x; // which does nothing after training
      case Maxout maxout -> spelling.maxout(place, maxout.pieces(), width(node), x);
      case Columns columns -> spelling.columns(place, columns, x);
      case Add _ -> graph.node(place, in.size() == 2 ? "Add" : "Sum", in);
      case Concat _ -> graph.node(place, "Concat", in, Attribute.of("axis", 1));
    };
  }

  private String dense(Node node, String x) {
    List<String> inputs = new ArrayList<>(List.of(x, parameter(node, "weight")));
    if (parameters.containsKey(node.name() + ".bias")) {
      inputs.add(parameter(node, "bias"));
    }
    return graph.node(node.name(), "Gemm", inputs, Attribute.of("transB", 1));
  }

  private String parameter(Node node, String name) {
    Parameter p = parameters.get(node.name() + "." + name);
    return graph.floats(p.name(), p.value().toArray(), p.value().shape().toArray());
  }

  private float[] values(Node node, String name) {
    return parameters.get(node.name() + "." + name).value().toArray();
  }

  private int width(Node node) {
    return node.layer().out(spec.inputWidths(node));
  }

  private static List<String> join(String first, String... rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(rest));
    return all;
  }

  /** Each named part under its name, where the parts are the inputs of a Concat at the end. */
  private void addOutputs() {
    Node last =
        spec.nodes().stream().filter(n -> n.name().equals(spec.output())).findFirst().orElseThrow();
    List<Part> parts = schema.outputs();
    if (!isApart(last)) {
      output(parts.size() == 1 ? parts.getFirst().name() : OUTPUT, names.get(last.name()), last);
      return;
    }
    for (int i = 0; i < parts.size(); i++) {
      String source = names.get(last.inputs().get(i));
      outputs.put(graph.output(parts.get(i).name(), source, inputs), parts.get(i).width());
    }
  }

  /** True for the Concat at the end whose inputs are the outputs, each for itself. */
  private boolean isApart(Node node) {
    List<Part> parts = schema.outputs();
    boolean apart =
        node.name().equals(spec.output())
            && node.layer() instanceof Concat
            && parts.size() == node.inputs().size();
    for (int i = 0; apart && i < parts.size(); i++) {
      apart = spec.inputWidths(node)[i] == parts.get(i).width();
    }
    return apart;
  }

  private void output(String name, String source, Node last) {
    outputs.put(graph.output(name, source, inputs), width(last));
  }
}
