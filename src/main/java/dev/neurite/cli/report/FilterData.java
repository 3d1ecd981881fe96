package dev.neurite.cli.report;

import dev.neurite.layer.Dense;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Node;
import dev.neurite.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What the neurons that see a picture look for: their weights, as pictures. */
final class FilterData {
  private static final int MOST = 39;

  private FilterData() {}

  /** Of the first dense layer that reads the input; empty if there is none. */
  static Optional<Map<String, Object>> of(Network network, PictureShape shape) {
    return network.spec().nodes().stream()
        .filter(n -> n.layer() instanceof Dense && n.inputs().equals(List.of(NetworkSpec.INPUT)))
        .findFirst()
        .map(n -> of(network, n, shape));
  }

  private static Map<String, Object> of(Network network, Node node, PictureShape shape) {
    Tensor w =
        network.parameters().stream()
            .filter(p -> p.name().equals(node.name() + ".weight"))
            .findFirst()
            .orElseThrow()
            .value();
    float[][] rows = w.rows();
    List<Object> pictures = new ArrayList<>();
    IntStream.range(0, rows.length)
        .boxed()
        .sorted(Comparator.comparingDouble(j -> -length(rows[j])))
        .limit(MOST)
        .forEach(j -> pictures.add(picture(rows[j], j, shape)));
    return Json.object(
        "layer", node.name(),
        "all", rows.length,
        "height", shape.shownHeight(),
        "width", shape.shownWidth(),
        "pictures", pictures);
  }

  /** 128 is 0; each neuron has a scale of its own, as only the pattern tells. */
  private static Object picture(float[] weights, int unit, PictureShape shape) {
    float greatest = Float.MIN_NORMAL;
    for (float w : weights) {
      greatest = Math.max(greatest, Math.abs(w));
    }
    return Json.object(
        "unit", unit,
        "greatest", Json.number(greatest),
        "picture", shape.encode(weights, -greatest, greatest));
  }

  private static double length(float[] weights) {
    double squares = 0;
    for (float w : weights) {
      squares += (double) w * w;
    }
    return squares;
  }
}
