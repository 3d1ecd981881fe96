package dev.neurite.io.onnx;

import dev.neurite.activation.Identity;
import dev.neurite.io.onnx.Drafts.Draft;
import dev.neurite.io.onnx.ModelProto.Dimension;
import dev.neurite.io.onnx.ModelProto.ValueProto;
import dev.neurite.io.onnx.OnnxOutput.Kind;
import dev.neurite.io.onnx.Value.Choice;
import dev.neurite.io.onnx.Value.Flow;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.network.NetworkSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * From the graph of a file to layers: names stand for constants, for rows that a layer computes, or
 * for classes decided from such rows. Nodes of constants alone are computed here and now.
 */
final class Import {
  private static final int WIDEST = 1 << 24; // columns; a buffer of a row has 64 MiB then

  private final ModelProto model;
  private final Graph graph;
  private final TensorReader tensors;
  private final Budget budget;
  private final boolean batched;
  private final Drafts drafts;
  private final Map<String, Value> values = new HashMap<>();
  private final List<OnnxInput> inputs = new ArrayList<>();
  private int in;

  /**
   * An import.
   *
   * @param batched false to take whole tensors as one row
   */
  Import(ModelProto model, Graph graph, TensorReader tensors, Budget budget, boolean batched) {
    this.model = model;
    this.graph = graph;
    this.tensors = tensors;
    this.budget = budget;
    this.batched = batched;
    this.drafts = new Drafts(budget);
  }

  /** What an import makes: layers whose last is the output. */
  record Result(int in, List<Draft> layers, List<OnnxInput> inputs, List<OnnxOutput> outputs) {}

  Result run() {
    addInputs();
    for (NodeProto node : graph.order()) {
      if (node.inputs().stream().allMatch(i -> i.isEmpty() || isConstant(i))) {
        Operators.apply(new Op(this, node));
      }
    }
    Map<NodeProto, Pattern.Match> matches = new Patterns(this, graph).find();
    for (NodeProto node : graph.order()) {
      Pattern.Match match = matches.get(node);
      if (match != null && match.covered()) {
        continue;
      }
      if (match != null) {
        Op op = new Op(this, node);
        op.out(match.pattern().emit(op, match));
      } else if (!node.outputs().stream().allMatch(o -> o.isEmpty() || values.containsKey(o))) {
        Operators.apply(new Op(this, node));
      }
    }
    return result();
  }

  long opset(String domain) {
    return model.opsets().getOrDefault(domain, 1L);
  }

  Drafts drafts() {
    return drafts;
  }

  Budget budget() {
    return budget;
  }

  TensorReader tensors() {
    return tensors;
  }

  boolean isConstant(String name) {
    return graph.initializer(name) != null || values.get(name) instanceof Constant;
  }

  /** The names of the outputs. */
  List<String> outputs() {
    return model.graph().outputs().stream().map(ValueProto::name).toList();
  }

  /** The constant of this name, or null. */
  Constant constant(String name) {
    return isConstant(name) && lookUp(name) instanceof Constant c ? c : null;
  }

  Value value(NodeProto reader, String name) {
    Value value = lookUp(name);
    if (value == null) {
      NodeProto maker = graph.maker(name);
      throw problem(
          reader,
          "reads \""
              + name
              + "\", an output of "
              + (maker == null ? "nothing" : maker.title())
              + " that isn't supported");
    }
    return value;
  }

  void set(String name, Value value) {
    if (value instanceof Flow flow) {
      checkWidth("\"" + name + "\"", flow.dimensions());
    }
    values.put(name, value);
  }

  OnnxException problem(NodeProto node, String problem) {
    return new OnnxException(model.file(), node.title() + ": " + problem);
  }

  private Value lookUp(String name) {
    Value value = values.get(name);
    if (value == null && graph.initializer(name) != null) {
      value = tensors.read(graph.initializer(name));
      values.put(name, value);
    }
    return value;
  }

  private void addInputs() {
    List<ValueProto> protos = graph.inputs();
    if (protos.isEmpty()) {
      throw new OnnxException(model.file(), "has no input: there is nothing to score");
    }
    long total = 0;
    for (ValueProto proto : protos) {
      int[] dimensions = dimensions(proto);
      total += checkWidth("input \"" + proto.name() + "\"", dimensions);
      checkWidth("the inputs together", (int) Math.min(total, Integer.MAX_VALUE));
      inputs.add(new OnnxInput(proto.name(), in, product(dimensions), dimensions));
      in += product(dimensions);
    }
    for (OnnxInput input : inputs) {
      int[] dimensions = input.dimensions().stream().mapToInt(d -> d).toArray();
      Flow row = new Flow(NetworkSpec.INPUT, batched, dimensions);
      Flow part =
          inputs.size() == 1
              ? row
              : drafts.add(
                  new Columns(input.from(), input.from() + input.width()),
                  List.of(),
                  List.of(row),
                  dimensions);
      set(input.name(), part);
    }
  }

  /** The dimensions of a row of an input. */
  private int[] dimensions(ValueProto input) {
    ElementType type = ElementType.numbered(input.elementType());
    String title = "input \"" + input.name() + "\" at byte " + input.start();
    if (type == null || type == ElementType.STRING) {
      throw new OnnxException(
          model.file(), title + ": has no numbers; encode texts before the model, as numbers");
    }
    if (type == ElementType.FLOAT16 || type == ElementType.BFLOAT16) {
      throw new OnnxException(model.file(), title + ": has half floats; export the model in float");
    }
    if (!type.isReal()) {
      checkCast(input.name(), title);
    }
    List<Dimension> all = input.dimensions();
    if (batched && all.isEmpty()) {
      throw new OnnxException(model.file(), title + ": has no dimensions, so no rows");
    }
    int[] dimensions = new int[all.size() - (batched ? 1 : 0)];
    for (int i = 0; i < dimensions.length; i++) {
      Dimension dimension = all.get(i + (batched ? 1 : 0));
      if (!dimension.fixed()) {
        throw new OnnxException(
            model.file(),
            title
                + ": its dimension "
                + (i + (batched ? 1 : 0))
                + " ("
                + dimension.name()
                + ") is not fixed; only the first may be: export with fixed features");
      }
      dimensions[i] = (int) Math.min(dimension.size(), Integer.MAX_VALUE);
    }
    return dimensions;
  }

  /** Whole numbers are taken as floats; so they must become floats before all arithmetic. */
  private void checkCast(String name, String title) {
    for (NodeProto node : graph.order()) {
      boolean casts = node.is("Cast") || node.domain().equals(ModelProto.MACHINE_LEARNING);
      if (node.inputs().contains(name) && !casts) {
        throw new OnnxException(
            model.file(),
            title
                + ": has whole numbers, with which "
                + node.title()
                + " computes; cast them to"
                + " float first");
      }
    }
  }

  private long checkWidth(String what, int... dimensions) {
    long width = 1;
    for (int d : dimensions) {
      width = Math.min(width * d, Integer.MAX_VALUE);
    }
    if (width < 1 || width > WIDEST) {
      throw new OnnxException(
          model.file(),
          what
              + " has rows of "
              + Arrays.toString(dimensions)
              + ", "
              + width
              + " columns; there must be 1 to "
              + WIDEST);
    }
    return width;
  }

  private static int product(int... dimensions) {
    return Arrays.stream(dimensions).reduce(1, (a, b) -> a * b);
  }

  private Result result() {
    Map<String, Integer> places = new LinkedHashMap<>();
    List<Flow> parts = new ArrayList<>();
    List<OnnxOutput> outputs = new ArrayList<>();
    int out = 0;
    for (ValueProto proto : model.graph().outputs()) {
      Value value = lookUp(proto.name());
      Flow flow =
          switch (value) {
            case Flow f -> f;
            case Choice choice -> choice.scores();
            case null, default ->
                throw new OnnxException(
                    model.file(), "output \"" + proto.name() + "\" does not depend on an input");
          };
      if (!places.containsKey(flow.layer())) {
        places.put(flow.layer(), out);
        parts.add(flow);
        out += flow.width();
      }
      outputs.add(output(proto.name(), value, places.get(flow.layer()), flow));
    }
    if (parts.isEmpty()) {
      throw new OnnxException(model.file(), "has no output");
    }
    Flow last = parts.getFirst();
    if (parts.size() > 1) {
      checkWidth("the outputs together", out);
      last = drafts.add(new Concat(), List.of(), parts, out);
    } else if (last.layer().equals(NetworkSpec.INPUT)) {
      last = drafts.activate(new Identity(), last);
    }
    return new Result(in, drafts.merged(last.layer()), inputs, outputs);
  }

  private static OnnxOutput output(String name, Value value, int from, Flow flow) {
    return value instanceof Choice choice
        ? new OnnxOutput(
            name,
            choice.map() ? Kind.MAP : choice.labels().isEmpty() ? Kind.INDEX : Kind.LABEL,
            from,
            flow.width(),
            choice.dimensions(),
            choice.threshold(),
            choice.labels())
        : new OnnxOutput(
            name, Kind.VALUES, from, flow.width(), flow.dimensions(), Float.NaN, List.of());
  }
}
