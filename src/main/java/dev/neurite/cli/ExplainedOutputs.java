package dev.neurite.cli;

import dev.neurite.activation.Softmax;
import dev.neurite.network.Classes;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The outputs of a model that are explained: one of them, all, or for each row that of the class it
 * is taken for.
 */
final class ExplainedOutputs {
  private static final String ALL = "all";

  private final int out;
  private final List<String> labels;
  private final int[] fixed; // null: that of the row's class

  /**
   * Outputs by name.
   *
   * @param wanted a label, a number from 0, {@code all}, or null for what suits the model
   */
  ExplainedOutputs(Model model, String wanted) {
    this.out = model.network().out();
    List<String> all = model.network().schema().labels();
    this.labels = all.size() == out || out == 1 ? all : List.of();
    boolean classes = !labels.isEmpty() || Head.of(model.network().spec()) instanceof Softmax;
    if (wanted == null) {
      this.fixed = classes && out > 1 ? null : everything();
    } else {
      this.fixed = wanted.equals(ALL) ? everything() : new int[] {index(model, wanted)};
    }
  }

  private int[] everything() {
    return IntStream.range(0, out).toArray();
  }

  private int index(Model model, String wanted) {
    int index = out == 1 ? -1 : labels.indexOf(wanted);
    if (index < 0 && wanted.matches("[0-9]{1,9}")) {
      index = Integer.parseInt(wanted);
    }
    if (index < 0 && out == 1 && labels.size() == 2 && labels.get(1).equals(wanted)) {
      index = 0;
    }
    if (index < 0 || index >= out) {
      throw new IllegalArgumentException(
          "--output: expected "
              + (out > 1 && !labels.isEmpty() ? "one of " + labels + ", " : "")
              + "a number below "
              + out
              + ", or all, as "
              + model.path()
              + " has, got \""
              + wanted
              + "\"");
    }
    return index;
  }

  /** Those of a row with these scores. */
  int[] of(float[] scores) {
    return fixed == null ? new int[] {Math.max(0, Classes.largest(scores))} : fixed;
  }

  /** What an output is called: its label; of a single one that decides, the second class's. */
  String name(int index) {
    if (out == 1) {
      return labels.size() == 2 ? labels.get(1) : "output";
    }
    return labels.isEmpty() ? "output[" + index + "]" : labels.get(index);
  }
}
