package dev.neurite.cli;

import dev.neurite.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The numbers of a tensor at a glance.
 *
 * @param name of the tensor
 * @param shape its dimensions, {@code [128, 64]}
 * @param numbers how many there are
 * @param positive those above 0: weights that excite
 * @param negative those below 0: weights that inhibit
 * @param notFinite those that are NaN or infinite; they count nowhere else
 * @param norm √Σx², in double
 * @param mean of the finite ones
 * @param least of the finite ones; 0 where there are none
 * @param largest of the finite ones; 0 where there are none
 * @param histogram how many lie in each of {@value #BINS} intervals of the same length, from −reach
 *     to +reach, the largest absolute value; 0 lies in the one in the middle
 */
record TensorSummary(
    String name,
    String shape,
    int numbers,
    int positive,
    int negative,
    int notFinite,
    double norm,
    double mean,
    float least,
    float largest,
    int[] histogram) {
  private static final int BINS = 25;
  private static final String LEVELS = "▁▂▃▄▅▆▇█";

  static TensorSummary of(String name, Tensor tensor) {
    return of(name, tensor.shape().toString(), tensor.toArray());
  }

  static TensorSummary of(String name, String shape, float... values) {
    int positive = 0;
    int negative = 0;
    int notFinite = 0;
    double squares = 0;
    double sum = 0;
    float least = Float.POSITIVE_INFINITY;
    float largest = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      if (!Float.isFinite(value)) {
        notFinite++;
        continue;
      }
      positive += value > 0 ? 1 : 0;
      negative += value < 0 ? 1 : 0;
      squares += (double) value * value;
      sum += value;
      least = Math.min(least, value);
      largest = Math.max(largest, value);
    }
    int finite = values.length - notFinite;
    float from = finite == 0 ? 0 : least;
    float to = finite == 0 ? 0 : largest;
    return new TensorSummary(
        name,
        shape,
        values.length,
        positive,
        negative,
        notFinite,
        Math.sqrt(squares),
        finite == 0 ? 0 : sum / finite,
        from,
        to,
        histogram(values, Math.max(-from, to)));
  }

  private static int[] histogram(float[] values, float reach) {
    int[] counts = new int[BINS];
    for (float value : values) {
      if (Float.isFinite(value)) {
        double place = reach == 0 ? 0.5 : ((double) value / reach + 1) / 2;
        counts[Math.min(BINS - 1, (int) (place * BINS))]++;
      }
    }
    return counts;
  }

  /** The largest absolute value. */
  float reach() {
    return Math.max(-least, largest);
  }

  /** The histogram as a line of {@value #BINS} columns: a block for each interval. */
  String sparkline() {
    int most = Arrays.stream(histogram).max().orElse(0);
    StringBuilder line = new StringBuilder();
    for (int count : histogram) {
      int level = most == 0 ? 0 : (int) ((long) (LEVELS.length() - 1) * count / most);
      line.append(count == 0 ? ' ' : LEVELS.charAt(level));
    }
    return line.toString();
  }

  /** For machines to read. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("shape", shape);
    map.put("numbers", numbers);
    map.put("excitatory", numbers == 0 ? 0 : (double) positive / numbers);
    map.put("inhibitory", numbers == 0 ? 0 : (double) negative / numbers);
    map.put("not_finite", notFinite);
    map.put("norm", norm);
    map.put("mean", mean);
    map.put("least", least);
    map.put("largest", largest);
    map.put("histogram_from", -reach());
    map.put("histogram_to", reach());
    map.put("histogram", histogram);
    return map;
  }
}
