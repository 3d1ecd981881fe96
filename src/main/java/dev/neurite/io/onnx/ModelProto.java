package dev.neurite.io.onnx;

import java.util.List;
import java.util.Map;

/**
 * The outermost message of a file.
 *
 * @param opsets the version of each domain's operators; "" is ONNX's own
 * @param metadata what the producer noted, text to text
 */
record ModelProto(
    String file,
    long irVersion,
    String producer,
    String producerVersion,
    Map<String, Long> opsets,
    Map<String, String> metadata,
    GraphProto graph) {

  /** The domain of ONNX's own operators. */
  static final String CORE = "";

  /** The domain of scikit-learn's operators. */
  static final String MACHINE_LEARNING = "ai.onnx.ml";

  /**
   * The graph.
   *
   * @param initializers constants, which may be inputs too
   */
  record GraphProto(
      String name,
      List<NodeProto> nodes,
      List<TensorProto> initializers,
      List<ValueProto> inputs,
      List<ValueProto> outputs) {}

  /** An input or output of the graph; {@code start} is its place in the file. */
  record ValueProto(String name, int elementType, List<Dimension> dimensions, int start) {}

  /** A dimension: a size, or −1 with a name that may be empty. */
  record Dimension(long size, String name) {
    /** Stands for a size that isn't fixed. */
    static final long ANY = -1;

    boolean fixed() {
      return size >= 0;
    }
  }
}
