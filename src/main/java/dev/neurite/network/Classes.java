package dev.neurite.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Step;
import dev.neurite.layer.Dense;
import java.lang.foreign.MemorySegment;

/** From the outputs of a row to a class. */
public final class Classes {
  private Classes() {}

  /** The largest of several outputs; with a single one, class 1 where it reaches the threshold. */
  public static int decide(float[] outputs, float threshold) {
    return outputs.length == 1 ? (outputs[0] >= threshold ? 1 : 0) : largest(outputs);
  }

  /** The index of the first largest output; NaN counts as smaller than every number. */
  public static int largest(float[] outputs) {
    int best = 0;
    for (int i = 1; i < outputs.length; i++) {
      if (outputs[i] > outputs[best] || Float.isNaN(outputs[best])) {
        best = i;
      }
    }
    return best;
  }

  /** As {@link #decide(float[], float)}, for n outputs from element {@code from} of memory on. */
  public static int decide(MemorySegment outputs, long from, int n, float threshold) {
    return n == 1
        ? (outputs.getAtIndex(JAVA_FLOAT, from) >= threshold ? 1 : 0)
        : largest(outputs, from, n);
  }

  /** As {@link #largest(float[])}, for n outputs from element {@code from} of memory on. */
  public static int largest(MemorySegment outputs, long from, int n) {
    int best = 0;
    float value = outputs.getAtIndex(JAVA_FLOAT, from);
    for (int j = 1; j < n; j++) {
      float other = outputs.getAtIndex(JAVA_FLOAT, from + j);
      if (other > value || Float.isNaN(value)) {
        best = j;
        value = other;
      }
    }
    return best;
  }

  /**
   * Where a single output stands for class 1: 0.5 of a network that ends in a sigmoid or a step,
   * whose outputs lie between 0 and 1; 0 of others, whose outputs are logits or margins.
   */
  public static float threshold(NetworkSpec spec) {
    Node last =
        spec.nodes().stream().filter(n -> n.name().equals(spec.output())).findFirst().orElseThrow();
    boolean unit =
        last.layer() instanceof Dense dense
            && (dense.activation() instanceof Sigmoid || dense.activation() instanceof Step);
    return unit ? 0.5f : 0;
  }
}
