package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.List;

/**
 * What backward passes change besides gradients, kept so that a step of several passes can be taken
 * back when a later one has no finite loss.
 */
final class RunningStatistics {
  private final List<Parameter> parameters;
  private final Tensor[] copies;

  RunningStatistics(Arena arena, Network network) {
    this.parameters = network.parameters().stream().filter(p -> !p.trained()).toList();
    this.copies =
        parameters.stream()
            .map(p -> Tensor.allocate(arena, p.value().shape().toArray()))
            .toArray(Tensor[]::new);
  }

  /** Notes them as they are. */
  void keep() {
    for (int i = 0; i < copies.length; i++) {
      copies[i].segment().copyFrom(parameters.get(i).value().segment());
    }
  }

  /** Makes them again what they were. */
  void restore() {
    for (int i = 0; i < copies.length; i++) {
      parameters.get(i).value().segment().copyFrom(copies[i].segment());
    }
  }
}
