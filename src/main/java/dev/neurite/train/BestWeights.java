package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/** Remembers the weights of the epoch with the lowest validation loss, for early stopping. */
final class BestWeights {
  private final Network network;
  private final EarlyStopping rule;
  private final List<Tensor> copies = new ArrayList<>();
  private double lowest = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int patienceUsed;

  /** With a null rule it never stops a run and restores nothing. */
  BestWeights(Arena arena, Network network, EarlyStopping rule) {
    this.network = network;
    this.rule = rule;
    if (rule != null) {
      for (Parameter p : network.parameters()) {
        copies.add(Tensor.allocate(arena, p.value().shape().toArray()));
      }
    }
  }

  /** Takes note of an epoch; true if there is no patience left. */
  boolean isOver(EpochResult result) {
    if (rule == null) {
      return false;
    }
    double loss = result.validationLoss().orElseThrow();
    if (loss < lowest - rule.minimumImprovement()) {
      lowest = loss;
      bestEpoch = result.epoch();
      patienceUsed = 0;
      for (int i = 0; i < copies.size(); i++) {
        copies.get(i).segment().copyFrom(network.parameters().get(i).value().segment());
      }
      return false;
    }
    patienceUsed++;
    return patienceUsed >= rule.patience();
  }

  /** Puts the best weights back; returns the number of their epoch. */
  int restore(int lastEpoch) {
    if (bestEpoch == 0) {
      return lastEpoch;
    }
    for (int i = 0; i < copies.size(); i++) {
      network.parameters().get(i).value().segment().copyFrom(copies.get(i).segment());
    }
    return bestEpoch;
  }
}
