package dev.neurite.network;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkSpecTest {

  @Test
  void aCycleIsRefusedAndWrittenOutInTheDirectionOfTheData() {
    var graph =
        NetworkSpec.graph(2)
            .node("a", add(), "c", "input")
            .node("b", dense(2), "a")
            .node("c", dense(2), "b");
    assertEquals(
        "network: a cycle: a → b → c → a",
        messageOf(IllegalArgumentException.class, () -> graph.output("c")));
  }

  @Test
  void aNodeThatReadsItselfIsACycle() {
    var graph = NetworkSpec.graph(2).node("a", dense(2), "a");
    assertEquals(
        "network: a cycle: a → a",
        messageOf(IllegalArgumentException.class, () -> graph.output("a")));
  }

  @Test
  void nodesAreOrderedAfterTheirInputs() {
    NetworkSpec spec =
        NetworkSpec.graph(4)
            .node("out", dense(1), "join")
            .node("join", concat(), "left", "right")
            .node("right", dense(3, RELU), "input")
            .node("left", dense(2, RELU), "input")
            .output("out");
    assertEquals(
        List.of("right", "left", "join", "out"), spec.nodes().stream().map(Node::name).toList());
    assertEquals(5, spec.widths().get("join"));
    assertEquals(1, spec.out());
  }

  @Test
  void aLongChainGivenBackwardsIsSorted() {
    List<Node> nodes = new ArrayList<>();
    int n = 20_000;
    for (int i = n; i >= 1; i--) {
      nodes.add(new Node("d" + i, dense(1), List.of(i == 1 ? "input" : "d" + (i - 1))));
    }
    NetworkSpec spec = new NetworkSpec(1, nodes, "d" + n);
    assertEquals("d1", spec.nodes().getFirst().name());
    assertEquals("d" + n, spec.nodes().getLast().name());
  }

  @Test
  void aChainIsNumberedByKind() {
    NetworkSpec spec = NetworkSpec.chain(3, dense(4, RELU), dense(2));
    assertEquals(
        """
        dense1 = Dense[in=3, out=4, activation=Relu[]] (input)
        dense2 = Dense[in=4, out=2, activation=Identity[]] (dense1)
        """,
        spec.describe());
  }

  @Test
  void whatIsNoGraphIsRefusedWithItsNames() {
    var twice = NetworkSpec.graph(1).node("a", dense(1), "input").node("a", dense(1), "input");
    assertEquals(
        "network: two nodes are named a",
        messageOf(IllegalArgumentException.class, () -> twice.output("a")));
    var unknown = NetworkSpec.graph(1).node("a", dense(1), "x");
    assertEquals(
        "network: node a reads \"x\", but the nodes are a and input",
        messageOf(IllegalArgumentException.class, () -> unknown.output("a")));
    var loose = NetworkSpec.graph(1).node("a", dense(1), "input").node("b", dense(1), "input");
    assertEquals(
        "network: node b does not lead to the output a",
        messageOf(IllegalArgumentException.class, () -> loose.output("a")));
    assertEquals(
        "network: the output is to be \"c\", but the nodes are a, b",
        messageOf(IllegalArgumentException.class, () -> loose.output("c")));
    assertEquals(
        "network: in must be 1 or more, got 0",
        messageOf(IllegalArgumentException.class, () -> NetworkSpec.chain(0, dense(1))));
    assertEquals(
        "network: number of layers must be 1 or more, got 0",
        messageOf(IllegalArgumentException.class, () -> NetworkSpec.chain(1)));
  }

  @Test
  void layersThatDoNotFitAreRefusedWithTheirWidths() {
    var graph =
        NetworkSpec.graph(4)
            .node("a", dense(3), "input")
            .node("b", dense(2), "input")
            .node("sum", add(), "a", "b");
    assertEquals(
        "node sum: layer Add expects inputs of one width, got [3, 2]",
        messageOf(IllegalArgumentException.class, () -> graph.output("sum")));
    assertEquals(
        "node j: Concat[] takes 2 or more inputs, got [a]",
        messageOf(
            IllegalArgumentException.class, () -> NetworkSpec.graph(4).node("j", concat(), "a")));
    assertEquals(
        "node d: Dense takes 1 input, got [a, b]",
        messageOf(
                IllegalArgumentException.class,
                () -> NetworkSpec.graph(4).node("d", dense(1), "a", "b"))
            .replaceAll("Dense\\[.*?\\]\\] ", "Dense "));
  }
}
