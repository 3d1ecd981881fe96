package dev.neurite.bench.inference;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A network as an ONNX model, opset 13: Gemm with {@code transB}, Relu, and Sigmoid or Softmax;
 * from {@code x [n, in]} to {@code y [n, out]}.
 *
 * <p>Protocol buffers by hand: a message is its fields, each a key (number and type), and then a
 * varint, or a length and bytes. The numbers are those of {@code onnx.proto}.
 */
final class OnnxFile {
  private static final int IR_VERSION = 7;
  private static final int OPSET = 13;
  private static final int FLOAT = 1; // TensorProto.DataType
  private static final int INT = 2; // AttributeProto.AttributeType

  private final Net net;

  OnnxFile(Net net) {
    this.net = net;
  }

  /** The file. */
  byte[] bytes() {
    Message opset = new Message().text(1, "").number(2, OPSET);
    return new Message().number(1, IR_VERSION).message(7, graph()).message(8, opset).bytes();
  }

  private Message graph() {
    Message graph = new Message();
    for (int l = 0; l < net.layers(); l++) {
      String source = l == 0 ? "x" : "a" + l;
      String target = net.isLast(l) ? "y" : "a" + (l + 1);
      graph.message(1, gemm(source, l));
      graph.message(1, activation(l, target));
    }
    graph.text(2, net.toString());
    for (int l = 0; l < net.layers(); l++) {
      graph.message(5, tensor("w" + l, net.weights(l), net.out(l), net.in(l)));
      graph.message(5, tensor("b" + l, net.biases(l), net.out(l)));
    }
    return graph.message(11, value("x", net.in())).message(12, value("y", net.out()));
  }

  private static Message gemm(String source, int layer) {
    return new Message()
        .text(1, source)
        .text(1, "w" + layer)
        .text(1, "b" + layer)
        .text(2, "z" + layer)
        .text(4, "Gemm")
        .message(5, attribute("transB", 1));
  }

  private Message activation(int layer, String target) {
    Message node = new Message().text(1, "z" + layer).text(2, target);
    if (!net.isLast(layer)) {
      return node.text(4, "Relu");
    }
    return net.out() == 1
        ? node.text(4, "Sigmoid")
        : node.text(4, "Softmax").message(5, attribute("axis", 1));
  }

  private static Message attribute(String name, int value) {
    return new Message().text(1, name).number(3, value).number(20, INT);
  }

  private static Message tensor(String name, float[] values, int... dimensions) {
    Message tensor = new Message();
    for (int dimension : dimensions) {
      tensor.number(1, dimension);
    }
    ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    raw.asFloatBuffer().put(values);
    return tensor.number(2, FLOAT).text(8, name).field(9, raw.array());
  }

  private static Message value(String name, int columns) {
    Message shape =
        new Message()
            .message(1, new Message().text(2, "n"))
            .message(1, new Message().number(1, columns));
    Message type = new Message().number(1, FLOAT).message(2, shape);
    return new Message().text(1, name).message(2, new Message().message(1, type));
  }

  /** A message that grows. */
  private static final class Message {
    private static final int VARINT = 0;
    private static final int LENGTH = 2;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Message number(int field, long value) {
      varint(field << 3 | VARINT);
      varint(value);
      return this;
    }

    Message text(int field, String value) {
      return field(field, value.getBytes(StandardCharsets.UTF_8));
    }

    Message message(int field, Message value) {
      return field(field, value.bytes());
    }

    Message field(int field, byte[] value) {
      varint(field << 3 | LENGTH);
      varint(value.length);
      out.writeBytes(value);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }

    private void varint(long value) {
      long rest = value;
      for (; rest > 0x7f; rest >>>= 7) {
        out.write((int) (rest & 0x7f | 0x80));
      }
      out.write((int) rest);
    }
  }
}
