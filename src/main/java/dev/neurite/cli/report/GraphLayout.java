package dev.neurite.cli.report;

import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the nodes of a network stand in a drawing: each in the rank after its last input, and in an
 * order within the rank that makes few edges cross [1]. An edge over several ranks gets a place in
 * each of them, so that it is drawn around nodes and not through them.
 *
 * <p>[1] Sugiyama, Tagawa, Toda, <i>Methods for visual understanding of hierarchical system
 * structures</i>, 1981: layers, and barycentres swept down and up.
 */
final class GraphLayout {
  private static final int SWEEPS = 8; // orders of graphs of this size have settled by then

  /**
   * A point of the drawing.
   *
   * @param rank along the flow of data, from 0
   * @param slot across it; the middle of every rank is 0
   */
  record Point(int rank, double slot) {}

  /**
   * An edge as a line through points, from its source to its reader.
   *
   * @param from the name of a node, or {@code input}
   * @param to the name of a node
   */
  record Edge(String from, String to, List<Point> points) {}

  private final Map<String, Point> places = new LinkedHashMap<>();
  private final List<Edge> edges = new ArrayList<>();

  private final List<List<Item>> ranks = new ArrayList<>();

  /** A node, or the place of an edge in a rank that it passes. */
  private static final class Item {
    private final int rank;
    private final List<Item> above = new ArrayList<>();
    private final List<Item> below = new ArrayList<>();
    private double place;

    Item(int rank) {
      this.rank = rank;
    }

    private double barycentre(List<Item> neighbours) {
      return neighbours.stream().mapToDouble(n -> n.place).average().orElse(place);
    }
  }

  private record Route(String from, String to, List<Item> items) {}

  private GraphLayout() {}

  static GraphLayout of(NetworkSpec spec) {
    GraphLayout layout = new GraphLayout();
    layout.lay(spec);
    return layout;
  }

  /** The place of every node, and of the input, by name. */
  Map<String, Point> places() {
    return places;
  }

  List<Edge> edges() {
    return edges;
  }

  private void lay(NetworkSpec spec) {
    Map<String, Item> items = new HashMap<>();
    items.put(NetworkSpec.INPUT, item(0));
    List<Route> routes = new ArrayList<>();
    for (Node node : spec.nodes()) { // each after its inputs
      int rank = 1 + node.inputs().stream().mapToInt(i -> items.get(i).rank).max().orElseThrow();
      Item reader = item(rank);
      for (String input : node.inputs()) {
        routes.add(new Route(input, node.name(), path(items.get(input), reader)));
      }
      items.put(node.name(), reader);
    }
    sweep();
    places.put(NetworkSpec.INPUT, point(items.get(NetworkSpec.INPUT)));
    spec.nodes().forEach(n -> places.put(n.name(), point(items.get(n.name()))));
    for (Route route : routes) {
      List<Point> points = route.items().stream().map(GraphLayout::point).toList();
      edges.add(new Edge(route.from(), route.to(), points));
    }
  }

  private Item item(int rank) {
    while (ranks.size() <= rank) {
      ranks.add(new ArrayList<>());
    }
    Item item = new Item(rank);
    item.place = ranks.get(rank).size();
    ranks.get(rank).add(item);
    return item;
  }

  /** The items from one to another, with one more in every rank between them. */
  private List<Item> path(Item from, Item to) {
    List<Item> path = new ArrayList<>(List.of(from));
    for (int rank = from.rank + 1; rank < to.rank; rank++) {
      path.add(item(rank));
    }
    path.add(to);
    for (int i = 1; i < path.size(); i++) {
      path.get(i - 1).below.add(path.get(i));
      path.get(i).above.add(path.get(i - 1));
    }
    return path;
  }

  private void sweep() {
    ranks.forEach(GraphLayout::centre);
    for (int i = 0; i < SWEEPS; i++) {
      for (List<Item> rank : ranks) {
        rank.sort(Comparator.comparingDouble(item -> item.barycentre(item.above)));
        centre(rank);
      }
      for (List<Item> rank : ranks.reversed()) {
        rank.sort(Comparator.comparingDouble(item -> item.barycentre(item.below)));
        centre(rank);
      }
    }
  }

  private static void centre(List<Item> rank) {
    for (int i = 0; i < rank.size(); i++) {
      rank.get(i).place = i - (rank.size() - 1) / 2.0;
    }
  }

  private static Point point(Item item) {
    return new Point(item.rank, item.place);
  }
}
