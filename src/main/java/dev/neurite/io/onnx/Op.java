package dev.neurite.io.onnx;

import dev.neurite.io.onnx.Value.Choice;
import dev.neurite.io.onnx.Value.Flow;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A node while it is turned into layers: its inputs as values, its attributes, its outputs. */
final class Op {
  private final Import graph;
  private final NodeProto node;

  Op(Import graph, NodeProto node) {
    this.graph = graph;
    this.node = node;
  }

  NodeProto node() {
    return node;
  }

  String type() {
    return node.type();
  }

  /** The version of the operators of its domain. */
  long opset() {
    return graph.opset(node.domain());
  }

  Drafts drafts() {
    return graph.drafts();
  }

  Budget budget() {
    return graph.budget();
  }

  /** True if there is an input of this number. */
  boolean has(int input) {
    return input < node.inputs().size() && !node.inputs().get(input).isEmpty();
  }

  int inputs() {
    return node.inputs().size();
  }

  int outputs() {
    return node.outputs().size();
  }

  Value in(int input) {
    if (!has(input)) {
      throw fail("has no input " + input);
    }
    return graph.value(node, node.inputs().get(input));
  }

  /** An input that is rows. */
  Flow flow(int input) {
    return switch (in(input)) {
      case Flow flow -> flow;
      case Constant _ ->
          throw fail("has a constant for input " + input + ", where rows are supported alone");
      case Choice _ -> throw fail("computes with classes, which can only be outputs");
    };
  }

  /** The rows that a pattern reads. */
  Flow flow(Pattern.Match match) {
    if (graph.value(node, match.input()) instanceof Flow flow) {
      return flow;
    }
    throw fail("computes with something else than rows");
  }

  /** An input that is known when the file is read. */
  Constant constant(int input) {
    if (in(input) instanceof Constant constant) {
      return constant;
    }
    throw fail(
        "has the input "
            + input
            + " (\""
            + node.inputs().get(input)
            + "\") computed from rows; here it must be a constant: make it an initialiser");
  }

  /** A constant input of numbers. */
  float[] numbers(int input) {
    Constant constant = constant(input);
    if (constant.isText()) {
      throw fail("has texts for input " + input + ", where it needs numbers");
    }
    return constant.floats();
  }

  /** A constant input of whole numbers. */
  long[] integers(int input) {
    Constant constant = constant(input);
    if (!constant.isInteger()) {
      throw fail("has no whole numbers for input " + input);
    }
    return constant.integers();
  }

  boolean hasAttribute(String name) {
    return node.attributes().containsKey(name);
  }

  long integer(String name, long otherwise) {
    AttributeProto a = attribute(name, AttributeProto.INTEGER);
    return a == null ? otherwise : a.integer();
  }

  float real(String name, float otherwise) {
    AttributeProto a = attribute(name, AttributeProto.REAL);
    return a == null ? otherwise : a.real();
  }

  String text(String name, String otherwise) {
    AttributeProto a = attribute(name, AttributeProto.TEXT);
    return a == null ? otherwise : utf8(a.text());
  }

  float[] reals(String name) {
    AttributeProto a = attribute(name, AttributeProto.REALS);
    return a == null ? new float[0] : a.reals();
  }

  long[] integers(String name) {
    AttributeProto a = attribute(name, AttributeProto.INTEGERS);
    return a == null ? new long[0] : a.integers();
  }

  List<String> texts(String name) {
    AttributeProto a = attribute(name, AttributeProto.TEXTS);
    List<String> texts = new ArrayList<>();
    if (a != null) {
      a.texts().forEach(b -> texts.add(utf8(b)));
    }
    return texts;
  }

  Constant tensor(String name) {
    AttributeProto a = attribute(name, AttributeProto.TENSOR);
    if (a == null || a.tensor() == null) {
      throw fail("has no tensor \"" + name + "\"");
    }
    return graph.tensors().read(a.tensor());
  }

  /** Sets what the node makes. */
  void out(int output, Value value) {
    if (output < node.outputs().size() && !node.outputs().get(output).isEmpty()) {
      graph.set(node.outputs().get(output), value);
    }
  }

  void out(Value value) {
    out(0, value);
  }

  /** A size that has been checked to fit an int. */
  int size(long value, String what) {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw fail("has " + what + " of " + value);
    }
    return (int) value;
  }

  /** The axis of a value of this rank; negative ones count from the end. */
  int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw fail("has the axis " + axis + ", but its input has " + rank + " dimensions");
    }
    return (int) positive;
  }

  /** The axis within a row; the rows themselves are none. */
  int rowAxis(long axis, Flow flow) {
    int positive = axis(axis, flow.rank());
    if (flow.batched() && positive == 0) {
      throw fail("works across the rows " + flow + "; a network scores each row for itself");
    }
    return flow.batched() ? positive - 1 : positive;
  }

  OnnxException fail(String problem) {
    return graph.problem(node, problem);
  }

  private AttributeProto attribute(String name, int type) {
    AttributeProto a = node.attributes().get(name);
    if (a != null && a.type() != 0 && a.type() != type) {
      throw fail("has the attribute \"" + name + "\" of type " + a.type() + " instead of " + type);
    }
    return a;
  }

  private static String utf8(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
