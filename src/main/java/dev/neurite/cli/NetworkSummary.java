package dev.neurite.cli;

import dev.neurite.data.Scaling;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.network.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a network is: its sizes, its names, its layers.
 *
 * @param spec the network's description
 * @param schema its scaling and names
 * @param parameters the numbers of each layer, by name
 */
record NetworkSummary(NetworkSpec spec, Schema schema, Map<String, Long> parameters) {
  private static final int NAMES = 12; // shown of a long list

  static NetworkSummary of(Network network) {
    Map<String, Long> parameters = new LinkedHashMap<>();
    network.spec().nodes().forEach(node -> parameters.put(node.name(), 0L));
    for (Parameter p : network.parameters()) {
      String layer = p.name().substring(0, p.name().lastIndexOf('.'));
      parameters.merge(layer, (long) p.value().elements(), Long::sum);
    }
    return new NetworkSummary(network.spec(), network.schema(), parameters);
  }

  private long total() {
    return parameters.values().stream().mapToLong(Long::longValue).sum();
  }

  /** From where on a single output stands for class 1; null where there are more outputs. */
  private Float threshold() {
    return spec.out() == 1 ? Classes.threshold(spec) : null;
  }

  /** Labels and texts. */
  Map<String, String> lines() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put(
        "network",
        count(spec.in(), "feature")
            + ", "
            + count(spec.out(), "output")
            + ", "
            + count(spec.nodes().size(), "layer")
            + ", "
            + count(total(), "parameter"));
    lines.put("features", names(schema.featureNames()));
    lines.put("labels", names(schema.labels()));
    if (threshold() != null) {
      lines.put("threshold", Numbers.of(threshold()) + ": from there on the output means class 1");
    }
    lines.put("scaling", schema.scaling().map(NetworkSummary::words).orElse("none"));
    if (!schema.inputs().isEmpty()) {
      lines.put("inputs", parts(schema.inputs()));
    }
    if (!schema.outputs().isEmpty()) {
      lines.put("outputs", parts(schema.outputs()));
    }
    return lines;
  }

  /** A line per layer. */
  TextTable layers() {
    TextTable table = new TextTable("llrl", "layer", "reads", "parameters", "computes");
    for (Node node : spec.nodes()) {
      table.add(
          node.name(),
          String.join(", ", node.inputs()),
          Numbers.whole(parameters.get(node.name())),
          node.layer().describe(spec.inputWidths(node)));
    }
    return table;
  }

  private static String count(long number, String thing) {
    return Numbers.whole(number) + " " + thing + (number == 1 ? "" : "s");
  }

  private static String names(List<String> names) {
    if (names.isEmpty()) {
      return "have no names";
    }
    String shown = String.join(", ", names.subList(0, Math.min(NAMES, names.size())));
    return names.size() > NAMES ? shown + ", … (" + names.size() + ")" : shown;
  }

  private static String words(Scaling scaling) {
    return "(x - shift) * factor, shift "
        + range(scaling.shift())
        + ", factor "
        + range(scaling.factor());
  }

  private static String range(float[] values) {
    TensorSummary summary = TensorSummary.of("", "", values);
    return Numbers.of(summary.least()) + " to " + Numbers.of(summary.largest());
  }

  private static String parts(List<Schema.Part> parts) {
    List<String> words = new ArrayList<>();
    parts.forEach(p -> words.add(p.name() + " [" + p.width() + "]"));
    return String.join(", ", words);
  }

  /** For machines to read. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("features", spec.in());
    map.put("outputs_total", spec.out());
    map.put("parameters", total());
    map.put("feature_names", schema.featureNames());
    map.put("labels", schema.labels());
    map.put("threshold", threshold());
    map.put("scaling_shift", schema.scaling().map(Scaling::shift));
    map.put("scaling_factor", schema.scaling().map(Scaling::factor));
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Node node : spec.nodes()) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("name", node.name());
      layer.put("reads", node.inputs());
      layer.put("parameters", parameters.get(node.name()));
      layer.put("computes", node.layer().describe(spec.inputWidths(node)));
      layers.add(layer);
    }
    map.put("layers", layers);
    return map;
  }
}
