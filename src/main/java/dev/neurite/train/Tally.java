package dev.neurite.train;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.loss.Loss;
import dev.neurite.loss.Loss.Decision;
import dev.neurite.network.Classes;
import dev.neurite.network.Network;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.OptionalDouble;

/** Adds up loss and right answers over batches, in the order of the batches. */
final class Tally {
  private final Decision decision;
  private final int out;
  private final float threshold;
  private final ConfusionMatrix confusion;
  private double lossSum;
  private double weightSum;
  private long right;
  private long decided;

  Tally(Loss loss, Network network) {
    this.decision = loss.decision();
    this.out = network.out();
    this.threshold = Classes.threshold(network.spec());
    this.confusion =
        switch (decision) {
          case LARGEST -> new ConfusionMatrix(out);
          case SIGN -> out == 1 ? new ConfusionMatrix(2) : null;
          case NONE -> null;
        };
  }

  void addLoss(Batch batch, double loss) {
    lossSum += loss * batch.stepWeight;
    weightSum += batch.weightSum;
  }

  /** Adds what came of a step by shards. */
  void add(ShardStep step) {
    lossSum += step.loss() * step.weight();
    weightSum += step.weight();
    right += step.right();
    decided += step.decided();
  }

  long right() {
    return right;
  }

  long decided() {
    return decided;
  }

  /** Counts the classes that the outputs Z stand for; read before Z is overwritten. */
  void addClasses(Batch batch, MemorySegment z) {
    switch (decision) {
      case LARGEST -> {
        for (int r = 0; r < batch.size; r++) {
          int actual = (int) batch.targets.getAtIndex(JAVA_FLOAT, r);
          count(actual, Classes.largest(z, (long) r * out, out));
        }
      }
      case SIGN -> {
        for (long i = 0; i < (long) batch.size * out; i++) {
          int actual = batch.targets.getAtIndex(JAVA_FLOAT, i) >= 0.5f ? 1 : 0;
          count(actual, Classes.side(z.getAtIndex(JAVA_FLOAT, i), threshold));
        }
      }
      case NONE -> {}
    }
  }

  double loss() {
    return lossSum / weightSum;
  }

  OptionalDouble accuracy() {
    return decision == Decision.NONE
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) right / decided);
  }

  Optional<ConfusionMatrix> confusion() {
    return Optional.ofNullable(confusion);
  }

  /** Forgets all rows. The confusion matrix goes on: it is read after a single pass only. */
  void reset() {
    lossSum = 0;
    weightSum = 0;
    right = 0;
    decided = 0;
  }

  /** The sums as text, which loses nothing. */
  String state() {
    return lossSum + " " + weightSum + " " + right + " " + decided;
  }

  /** Takes over what {@link #state()} said. */
  void state(String text) {
    String[] words = text.split(" ");
    lossSum = Double.parseDouble(words[0]);
    weightSum = Double.parseDouble(words[1]);
    right = Long.parseLong(words[2]);
    decided = Long.parseLong(words[3]);
  }

  private void count(int actual, int predicted) {
    decided++;
    right += actual == predicted ? 1 : 0;
    if (confusion != null && predicted != Classes.NONE) {
      confusion.add(actual, predicted);
    }
  }
}
