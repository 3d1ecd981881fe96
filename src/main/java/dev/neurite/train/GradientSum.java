package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Adds up the gradients of several backward passes, in the order in which they come. */
final class GradientSum {
  private final Network network;
  private final Tensor[] sums;
  private boolean empty = true;

  GradientSum(Arena arena, Network network) {
    this.network = network;
    this.sums =
        network.parameters().stream()
            .map(p -> Tensor.allocate(arena, p.gradient().shape().toArray()))
            .toArray(Tensor[]::new);
  }

  /** Adds the gradients of the last backward pass. */
  void add() {
    List<Parameter> parameters = network.parameters();
    for (int i = 0; i < sums.length; i++) {
      MemorySegment g = parameters.get(i).gradient().segment();
      if (empty) {
        sums[i].segment().copyFrom(g);
      } else {
        network.kernels().products().axpy(sums[i].elements(), 1, g, 0, sums[i].segment(), 0);
      }
    }
    empty = false;
  }

  /** Makes the sums the gradients, and begins again. */
  void finish() {
    List<Parameter> parameters = network.parameters();
    for (int i = 0; i < sums.length; i++) {
      parameters.get(i).gradient().segment().copyFrom(sums[i].segment());
    }
    empty = true;
  }
}
