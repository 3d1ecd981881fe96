package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.network.Node;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.MemorySegment;

/** Where numbers have stopped being finite. */
final class Divergence {
  private Divergence() {}

  /** The first layer, in the order of computation, whose weights or outputs are not finite. */
  static String where(Network network, int rows) {
    for (Node node : network.spec().nodes()) {
      for (Parameter p : network.parameters()) {
        int at = firstNotFinite(p);
        if (at >= 0 && p.name().startsWith(node.name() + ".")) {
          return p.name() + "[" + at + "] is " + p.value().get(at);
        }
      }
      MemorySegment y = network.output(node.name());
      int width = network.spec().widths().get(node.name());
      for (long i = 0; i < (long) rows * width; i++) {
        float value = y.getAtIndex(JAVA_FLOAT, i);
        if (!Float.isFinite(value)) {
          return "output "
              + i % width
              + " of "
              + node.name()
              + " is "
              + value
              + " for row "
              + i / width
              + " of the batch";
        }
      }
    }
    return "the outputs of all layers are finite";
  }

  /** Refuses weights that are not finite: those of the last step of an epoch. */
  static void refuse(Network network, int epoch, long steps) {
    for (Parameter p : network.parameters()) {
      int at = firstNotFinite(p);
      if (at >= 0) {
        throw new TrainingException(
            "training: "
                + p.name()
                + "["
                + at
                + "] is "
                + p.value().get(at)
                + " after epoch "
                + epoch
                + " (step "
                + steps
                + "); lower the learning rate or scale the features");
      }
    }
  }

  /** The parameter whose gradient is the largest, measured by its weights. */
  static String steepest(Network network) {
    String steepest = "no parameter has a gradient";
    double largest = 0;
    for (Parameter p : network.parameters()) {
      double slope = norm(network, p, p.gradient());
      double size = norm(network, p, p.value());
      if (p.trained() && slope > largest * size) {
        largest = slope / size;
        steepest =
            "the gradient of "
                + p.name()
                + " is the steepest, of norm "
                + (float) slope
                + " against weights of "
                + (float) size;
      }
    }
    return steepest;
  }

  private static double norm(Network network, Parameter p, Tensor tensor) {
    MemorySegment v = tensor.segment();
    return Math.sqrt(network.kernels().reductions().dot(p.value().elements(), v, 0, v, 0));
  }

  private static int firstNotFinite(Parameter p) {
    for (int i = 0; i < p.value().elements(); i++) {
      if (!Float.isFinite(p.value().get(i))) {
        return i;
      }
    }
    return -1;
  }
}
