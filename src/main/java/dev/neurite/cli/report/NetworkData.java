package dev.neurite.cli.report;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The graph of a network, laid out. */
final class NetworkData {
  private NetworkData() {}

  static Map<String, Object> of(Network network) {
    NetworkSpec spec = network.spec();
    GraphLayout layout = GraphLayout.of(spec);
    Map<String, Integer> widths = spec.widths();
    List<Object> nodes = new ArrayList<>();
    nodes.add(
        node(
            layout,
            NetworkSpec.INPUT,
            "input",
            network.schema().scaling().isPresent() ? "scaled features" : "features",
            spec.in(),
            0,
            spec.in() + " features"));
    for (Node n : spec.nodes()) {
      String text = n.layer().describe(spec.inputWidths(n));
      nodes.add(
          node(
              layout,
              n.name(),
              n.layer().kind(),
              label(text),
              widths.get(n.name()),
              parameters(network, n),
              text));
    }
    List<Object> edges = new ArrayList<>();
    for (GraphLayout.Edge e : layout.edges()) {
      List<Object> points = new ArrayList<>();
      for (GraphLayout.Point p : e.points()) {
        points.add(Json.numbers(p.rank(), p.slot()));
      }
      edges.add(
          Json.object(
              "from", e.from(), "to", e.to(), "width", widths.get(e.from()), "points", points));
    }
    return Json.object("nodes", nodes, "edges", edges, "output", spec.output());
  }

  /** The number of parameters of all layers. */
  static long parameters(Network network) {
    return network.parameters().stream().mapToLong(p -> p.value().elements()).sum();
  }

  private static long parameters(Network network, Node node) {
    return network.parameters().stream()
        .filter(p -> p.name().startsWith(node.name() + "."))
        .map(Parameter::value)
        .mapToLong(v -> v.elements())
        .sum();
  }

  private static Map<String, Object> node(
      GraphLayout layout,
      String name,
      String kind,
      String label,
      int width,
      long parameters,
      String text) {
    GraphLayout.Point place = layout.places().get(name);
    return Json.object(
        "name", name,
        "kind", kind,
        "label", label,
        "width", width,
        "parameters", parameters,
        "text", text,
        "rank", place.rank(),
        "slot", Json.number(place.slot()));
  }

  /** {@code Dense Relu} for {@code Dense[in=64, out=128, activation=Relu[]]}. */
  static String label(String text) {
    int bracket = text.indexOf('[');
    String kind = bracket < 0 ? text : text.substring(0, bracket);
    int at = text.indexOf("activation=");
    if (at < 0) {
      return kind;
    }
    String rest = text.substring(at + "activation=".length());
    String activation = rest.substring(0, Math.max(0, rest.indexOf('[')));
    return activation.equals("Identity") || activation.isEmpty() ? kind : kind + " " + activation;
  }
}
