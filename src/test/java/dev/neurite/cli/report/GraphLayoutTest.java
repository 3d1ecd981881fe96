package dev.neurite.cli.report;

import static dev.neurite.layer.Layers.add;
import static dev.neurite.layer.Layers.concat;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.network.NetworkSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes stand after what they read, and nothing is drawn through them. */
class GraphLayoutTest {
  private static final NetworkSpec BRANCHES =
      NetworkSpec.graph(4)
          .node("a", dense(8), "input")
          .node("b", dense(8), "a")
          .node("c", dense(8), "b")
          .node("sum", add(), "c", "a")
          .node("side", dense(2), "input")
          .node("all", concat(), "sum", "side", "input")
          .node("twice", add(), "all", "all")
          .output("twice");

  @Test
  void aChainIsALine() {
    GraphLayout layout = GraphLayout.of(NetworkSpec.chain(4, dense(3), dense(2)));
    assertEquals(new GraphLayout.Point(0, 0), layout.places().get("input"));
    assertEquals(new GraphLayout.Point(1, 0), layout.places().get("dense1"));
    assertEquals(new GraphLayout.Point(2, 0), layout.places().get("dense2"));
    assertEquals(2, layout.edges().size());
  }

  @Test
  void everyNodeStandsInTheRankAfterItsLastInput() {
    GraphLayout layout = GraphLayout.of(BRANCHES);
    assertEquals(4, layout.places().get("sum").rank());
    assertEquals(1, layout.places().get("side").rank());
    assertEquals(5, layout.places().get("all").rank());
    assertEquals(6, layout.places().get("twice").rank());
  }

  @Test
  void edgesPassEveryRankAndShareNoPlace() {
    GraphLayout layout = GraphLayout.of(BRANCHES);
    assertEquals(11, layout.edges().size());
    Set<GraphLayout.Point> taken = new HashSet<>(layout.places().values());
    assertEquals(layout.places().size(), taken.size(), "nodes");
    for (GraphLayout.Edge e : layout.edges()) {
      List<GraphLayout.Point> points = e.points();
      assertEquals(layout.places().get(e.from()), points.getFirst());
      assertEquals(layout.places().get(e.to()), points.getLast());
      for (int i = 1; i < points.size(); i++) {
        assertEquals(points.get(i - 1).rank() + 1, points.get(i).rank());
      }
      for (GraphLayout.Point inner : points.subList(1, points.size() - 1)) {
        assertTrue(taken.add(inner), e + " goes through " + inner);
      }
    }
  }

  @Test
  void branchesThatNeedNotCrossDoNot() {
    NetworkSpec spec =
        NetworkSpec.graph(2)
            .node("left1", dense(2), "input")
            .node("right1", dense(2), "input")
            .node("right2", dense(2), "right1")
            .node("left2", dense(2), "left1")
            .node("out", concat(), "right2", "left2")
            .output("out");
    GraphLayout layout = GraphLayout.of(spec);
    double first = layout.places().get("left1").slot() - layout.places().get("right1").slot();
    double second = layout.places().get("left2").slot() - layout.places().get("right2").slot();
    assertTrue(first * second > 0, first + ", " + second);
  }

  @Test
  void labelsSayWhatALayerIs() {
    assertEquals("Dense Relu", NetworkData.label("Dense[in=6, out=1, activation=Relu[]]"));
    assertEquals("Dense", NetworkData.label("Dense[in=6, out=1, activation=Identity[]]"));
    assertEquals("Add", NetworkData.label("Add"));
  }
}
