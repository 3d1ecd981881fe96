package dev.neurite.train;

import dev.neurite.layer.Parameter;
import dev.neurite.network.Network;
import dev.neurite.tensor.Tensor;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;

/**
 * Remembers the weights of the epoch with the lowest validation loss: for early stopping, and for a
 * run that is cut short.
 */
final class BestWeights {
  private final Network network;
  private final EarlyStopping rule;
  private final List<Tensor> copies = new ArrayList<>();
  private double lowest = Double.POSITIVE_INFINITY;
  private int bestEpoch;
  private int patienceUsed;

  /**
   * With a null rule it never stops a run, and restores nothing at the end of a whole one; without
   * validation it remembers nothing.
   */
  BestWeights(Arena arena, Network network, EarlyStopping rule, boolean validates) {
    this.network = network;
    this.rule = rule;
    if (validates) {
      for (Parameter p : network.parameters()) {
        copies.add(Tensor.allocate(arena, p.value().shape().toArray()));
      }
    }
  }

  /** Takes note of an epoch. */
  void add(EpochResult result) {
    if (copies.isEmpty()) {
      return;
    }
    double loss = result.validationLoss().orElseThrow();
    double least = rule == null ? 0 : rule.minimumImprovement();
    if (loss < lowest - least) {
      lowest = loss;
      bestEpoch = result.epoch();
      patienceUsed = 0;
      for (int i = 0; i < copies.size(); i++) {
        copies.get(i).segment().copyFrom(network.parameters().get(i).value().segment());
      }
    } else {
      patienceUsed++;
    }
  }

  /** True if there is no patience left. */
  boolean isOver() {
    return rule != null && patienceUsed >= rule.patience();
  }

  /** Puts the best weights back where that is asked for; returns the number of their epoch. */
  int restore(int lastEpoch, Stop stop) {
    boolean cutShort = stop != Stop.COMPLETED && stop != Stop.OPTIMUM;
    boolean wanted = rule != null || cutShort;
    if (bestEpoch == 0 || !wanted) {
      return lastEpoch;
    }
    for (int i = 0; i < copies.size(); i++) {
      network.parameters().get(i).value().segment().copyFrom(copies.get(i).segment());
    }
    return bestEpoch;
  }

  /** Puts the best weights back, if there are some, after what went wrong; says so in it. */
  TrainingException after(TrainingException wrong) {
    int epoch = restore(0, Stop.CANCELLED);
    return epoch == 0
        ? wrong
        : new TrainingException(
            wrong.getMessage()
                + "; the network has the best weights again, those of epoch "
                + epoch,
            wrong);
  }

  /** The copies by parameter; none without validation. */
  List<Tensor> copies() {
    return copies;
  }

  /** What there is to know beside the copies: lowest loss, best epoch, patience used. */
  String state() {
    return lowest + " " + bestEpoch + " " + patienceUsed;
  }

  /** Takes over what {@link #state} said. */
  void state(String text) {
    String[] words = text.split(" ");
    lowest = Double.parseDouble(words[0]);
    bestEpoch = Integer.parseInt(words[1]);
    patienceUsed = Integer.parseInt(words[2]);
  }
}
