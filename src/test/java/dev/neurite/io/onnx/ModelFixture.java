package dev.neurite.io.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Writes ONNX files by hand, as exporters of other programs lay them out. */
final class ModelFixture {
  static final int FLOAT = 1;
  static final int INT64 = 7;
  static final int STRING = 8;

  private final WireWriter graph = new WireWriter();
  private final WireWriter opsets = new WireWriter();

  private ModelFixture() {}

  static ModelFixture opset(int version) {
    return new ModelFixture().opset("", version);
  }

  ModelFixture opset(String domain, int version) {
    opsets.message(8, o -> o.text(1, domain).integer(2, version));
    return this;
  }

  /** An input; −1 is a dimension of any size. */
  ModelFixture typedInput(String name, int type, long... dimensions) {
    graph.message(11, value(name, type, dimensions));
    return this;
  }

  ModelFixture input(String name, long... dimensions) {
    return typedInput(name, FLOAT, dimensions);
  }

  ModelFixture typedOutput(String name, int type, long... dimensions) {
    graph.message(12, value(name, type, dimensions));
    return this;
  }

  ModelFixture output(String name, long... dimensions) {
    return typedOutput(name, FLOAT, dimensions);
  }

  /** An output of scikit-learn's maps, whose type is no tensor. */
  ModelFixture maps(String name) {
    graph.message(
        12,
        v ->
            v.element(1, name)
                .message(
                    2,
                    t ->
                        t.message(
                            4,
                            s ->
                                s.message(
                                    1,
                                    e ->
                                        e.message(
                                            5,
                                            m ->
                                                m.integer(1, INT64)
                                                    .message(
                                                        2,
                                                        w ->
                                                            w.message(
                                                                1, f -> f.integer(1, FLOAT))))))));
    return this;
  }

  ModelFixture floats(String name, float[] values, long... dimensions) {
    return tensor(name, FLOAT, t -> t.bytes(9, WireWriter.raw(values)), dimensions);
  }

  ModelFixture scalar(String name, float value) {
    return floats(name, new float[] {value});
  }

  ModelFixture integers(String name, long... values) {
    return tensor(name, INT64, t -> t.bytes(9, WireWriter.raw(values)), values.length);
  }

  ModelFixture texts(String name, String... values) {
    return tensor(
        name, STRING, t -> Arrays.stream(values).forEach(v -> t.element(6, v)), values.length);
  }

  ModelFixture tensor(String name, int type, Consumer<WireWriter> data, long... dimensions) {
    graph.message(
        5,
        t -> {
          Arrays.stream(dimensions).forEach(d -> t.integer(1, d));
          t.integer(2, type).element(8, name);
          data.accept(t);
        });
    return this;
  }

  /** A node; inputs and outputs are separated by commas. */
  @SafeVarargs
  final ModelFixture node(
      String type, String inputs, String outputs, Consumer<WireWriter>... attributes) {
    return node("", type, inputs, outputs, copy(attributes));
  }

  /** A node of scikit-learn's domain. */
  @SafeVarargs
  final ModelFixture learned(
      String type, String inputs, String outputs, Consumer<WireWriter>... attributes) {
    return node("ai.onnx.ml", type, inputs, outputs, copy(attributes));
  }

  @SafeVarargs
  private static List<Consumer<WireWriter>> copy(Consumer<WireWriter>... attributes) {
    List<Consumer<WireWriter>> list = new ArrayList<>();
    for (Consumer<WireWriter> attribute : attributes) {
      list.add(attribute);
    }
    return list;
  }

  private ModelFixture node(
      String domain,
      String type,
      String inputs,
      String outputs,
      List<Consumer<WireWriter>> attributes) {
    graph.message(
        1,
        n -> {
          if (!inputs.isEmpty()) {
            Arrays.stream(inputs.split(",", -1)).forEach(i -> n.element(1, i));
          }
          Arrays.stream(outputs.split(",", -1)).forEach(o -> n.element(2, o));
          n.text(4, type);
          attributes.forEach(a -> n.message(5, a));
          n.text(7, domain);
        });
    return this;
  }

  static Consumer<WireWriter> attribute(String name, float value) {
    return a -> a.text(1, name).float32(2, value).integer(20, AttributeProto.REAL);
  }

  static Consumer<WireWriter> attribute(String name, long value) {
    return a -> a.text(1, name).integer(3, value).integer(20, AttributeProto.INTEGER);
  }

  static Consumer<WireWriter> attribute(String name, String value) {
    return a -> a.text(1, name).element(4, value).integer(20, AttributeProto.TEXT);
  }

  static Consumer<WireWriter> reals(String name, float... values) {
    return a -> {
      a.text(1, name).integer(20, AttributeProto.REALS);
      for (float value : values) {
        a.float32(7, value);
      }
    };
  }

  static Consumer<WireWriter> wholes(String name, long... values) {
    return a -> {
      a.text(1, name).integer(20, AttributeProto.INTEGERS);
      for (long value : values) {
        a.integer(8, value);
      }
    };
  }

  static Consumer<WireWriter> words(String name, String... values) {
    return a -> {
      a.text(1, name).integer(20, AttributeProto.TEXTS);
      for (String value : values) {
        a.element(9, value);
      }
    };
  }

  byte[] bytes() {
    byte[] content = new WireWriter().append(graph).text(2, "fixture").toBytes();
    return new WireWriter().integer(1, 8).bytes(7, content).append(opsets).toBytes();
  }

  private static Consumer<WireWriter> value(String name, int type, long... dimensions) {
    return v ->
        v.element(1, name)
            .message(
                2,
                t ->
                    t.message(
                        1,
                        tensor ->
                            tensor.integer(1, type).message(2, shape -> shape(shape, dimensions))));
  }

  private static void shape(WireWriter shape, long... dimensions) {
    for (long d : dimensions) {
      shape.message(1, s -> dimension(s, d));
    }
  }

  private static void dimension(WireWriter shape, long size) {
    if (size < 0) {
      shape.text(2, "N");
    } else {
      shape.integer(1, size);
    }
  }
}
