package dev.neurite.cli.report;

import dev.neurite.activation.Activation;
import dev.neurite.activation.Relu;
import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Tanh;
import dev.neurite.layer.Activate;
import dev.neurite.layer.Columns;
import dev.neurite.layer.Concat;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Dropout;
import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A layer that a report looks into.
 *
 * @param name of its node
 * @param width of its output
 * @param idle when a unit of it has nothing to say
 * @param weight its weights, if it has some
 */
record WatchedLayer(String name, int width, Idle idle, Optional<Parameter> weight) {
  static final int MOST = 12; // layers a page shows

  /** When a unit doesn't respond to a row. */
  enum Idle {
    /** A rectifier that gives 0: it learns nothing from this row. */
    ZERO(Float.MIN_VALUE, Float.POSITIVE_INFINITY),
    /** A sigmoid within 0.01 of 0 or 1: hardly any gradient comes through. */
    SATURATED_SIGMOID(0.01f, 0.99f),
    /** A tanh within 0.01 of −1 or 1. */
    SATURATED_TANH(-0.99f, 0.99f),
    /** Never: the activation has a slope everywhere. */
    NEVER(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

    private final float low;
    private final float high;

    Idle(float low, float high) {
      this.low = low;
      this.high = high;
    }

    /** Adds one for every unit that responds; NaN does. */
    void addResponses(float[] outputs, int[] responses) {
      float least = low;
      float greatest = high;
      for (int j = 0; j < outputs.length; j++) {
        float y = outputs[j];
        responses[j] += y < least || y > greatest ? 0 : 1;
      }
    }

    private static Idle of(Activation activation) {
      return switch (activation) {
        case Relu _ -> ZERO;
        case Sigmoid _ -> SATURATED_SIGMOID;
        case Tanh _ -> SATURATED_TANH;
        default -> NEVER;
      };
    }
  }

  /** The layers of a network worth a look: all, or as many, evenly spaced, as a page shows. */
  static List<WatchedLayer> of(Network network) {
    Map<String, Integer> widths = network.spec().widths();
    List<WatchedLayer> layers = new ArrayList<>();
    for (Node node : network.spec().nodes()) {
      if (!isCopy(node)) {
        Optional<Parameter> weight =
            network.parameters().stream()
                .filter(p -> p.name().startsWith(node.name() + ".") && p.decays())
                .findFirst();
        layers.add(new WatchedLayer(node.name(), widths.get(node.name()), idle(node), weight));
      }
    }
    return evenly(layers, MOST);
  }

  /** At most so many of a list, the first and the last among them. */
  static <T> List<T> evenly(List<T> all, int most) {
    if (all.size() <= most) {
      return List.copyOf(all);
    }
    List<T> some = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      some.add(all.get((int) ((long) i * (all.size() - 1) / (most - 1))));
    }
    return some;
  }

  /** True of a layer whose output is its input, or a part of it. */
  private static boolean isCopy(Node node) {
    return switch (node.layer()) {
      case Dropout _, Columns _, Concat _ -> true;
      default -> false;
    };
  }

  private static Idle idle(Node node) {
    return switch (node.layer()) {
      case Dense dense -> Idle.of(dense.activation());
      case Activate activate -> Idle.of(activate.activation());
      default -> Idle.NEVER;
    };
  }
}
