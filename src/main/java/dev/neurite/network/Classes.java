package dev.neurite.network;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.activation.Sigmoid;
import dev.neurite.activation.Step;
import dev.neurite.layer.Dense;
import dev.neurite.layer.Interpolate;
import dev.neurite.layer.LayerSpec;
import java.lang.foreign.MemorySegment;

/** From the outputs of a row to a class. */
public final class Classes {
  private Classes() {}

  /** What stands for a class where there is none to be had: an output is NaN. */
  public static final int NONE = -1;

  /**
   * The largest of several outputs; with a single one, class 1 where it reaches the threshold,
   * class 0 below. {@link #NONE} if an output is NaN: that is no answer, and must not look like
   * one.
   */
  public static int decide(float[] outputs, float threshold) {
    return outputs.length == 1 ? side(outputs[0], threshold) : largest(outputs);
  }

  /** As {@link #decide(float[], float)}, for n outputs from element {@code from} of memory on. */
  public static int decide(MemorySegment outputs, long from, int n, float threshold) {
    return n == 1
        ? side(outputs.getAtIndex(JAVA_FLOAT, from), threshold)
        : largest(outputs, from, n);
  }

  /** The index of the first largest output; {@link #NONE} if any is NaN. */
  public static int largest(float[] outputs) {
    int best = 0;
    for (int i = 0; i < outputs.length; i++) {
      if (Float.isNaN(outputs[i])) {
        return NONE;
      }
      best = outputs[i] > outputs[best] ? i : best;
    }
    return best;
  }

  /** As {@link #largest(float[])}, for n outputs from element {@code from} of memory on. */
  public static int largest(MemorySegment outputs, long from, int n) {
    int best = 0;
    float value = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      float output = outputs.getAtIndex(JAVA_FLOAT, from + i);
      if (Float.isNaN(output)) {
        return NONE;
      }
      if (output > value) {
        best = i;
        value = output;
      }
    }
    return best;
  }

  /** Class 1 from the threshold on, class 0 below; {@link #NONE} for NaN. */
  public static int side(float output, float threshold) {
    return output >= threshold ? 1 : output < threshold ? 0 : NONE;
  }

  /**
   * Where a single output stands for class 1: 0.5 of a network that ends in a sigmoid, a step, or
   * an interpolation between numbers from 0 to 1, as those outputs lie there; 0 of others, whose
   * outputs are logits or margins.
   */
  public static float threshold(NetworkSpec spec) {
    for (Node node : spec.nodes()) {
      if (node.name().equals(spec.output()) && isRate(node.layer())) {
        return 0.5f;
      }
    }
    return 0;
  }

  private static boolean isRate(LayerSpec layer) {
    if (layer instanceof Dense dense) {
      return dense.activation() instanceof Sigmoid || dense.activation() instanceof Step;
    }
    return layer instanceof Interpolate f && f.y().stream().allMatch(y -> y >= 0 && y <= 1);
  }
}
