package dev.neurite.io.onnx;

import java.util.List;

/** Changes the bytes of models, for tests. */
final class ModelEditor {
  private ModelEditor() {}

  /** The names of the inputs that aren't initialisers. */
  static List<String> inputs(byte[] model) {
    ModelProto proto = ProtoReader.model("model", model);
    List<String> constants = proto.graph().initializers().stream().map(TensorProto::name).toList();
    return proto.graph().inputs().stream()
        .map(ModelProto.ValueProto::name)
        .filter(n -> !constants.contains(n))
        .toList();
  }

  /** The model with a tensor as the initialiser of this name. */
  static byte[] bind(byte[] model, String name, byte[] tensor) {
    byte[] named = concat(tensor, new WireWriter().element(8, name).toBytes());
    WireReader in = new WireReader("model", model);
    WireWriter out = new WireWriter();
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1, 5 -> out.integer(field, in.integer());
        case 7 -> {
          byte[] graph = in.copy();
          out.bytes(7, concat(graph, new WireWriter().bytes(5, named).toBytes()));
        }
        case 8 -> out.bytes(8, in.copy());
        default -> in.skip();
      }
    }
    return out.toBytes();
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
