package dev.neurite.io.onnx;

import java.util.List;
import java.util.Map;

/**
 * An operation of the graph.
 *
 * @param start its place in the file
 */
record NodeProto(
    String name,
    String type,
    String domain,
    List<String> inputs,
    List<String> outputs,
    Map<String, AttributeProto> attributes,
    int start) {

  /** True for this operator of ONNX's own domain. */
  boolean is(String operator) {
    return domain.isEmpty() && type.equals(operator);
  }

  /** How messages name it. */
  String title() {
    String operator = domain.isEmpty() ? type : domain + "." + type;
    String label = name.isEmpty() ? "that makes \"" + String.join(", ", outputs) + "\"" : quoted();
    return "node " + label + " (" + operator + ") at byte " + start;
  }

  private String quoted() {
    return "\"" + name + "\"";
  }
}
