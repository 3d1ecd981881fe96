package dev.neurite.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which points of a long series a chart gets. */
final class Series {
  static final int MOST_POINTS = 600; // at two per pair of pixels of a wide chart

  private Series() {}

  /**
   * The indices to keep of several series of one length: all if they are few; else, of every
   * stretch of equal length, its first point and where each series is least and greatest in it, so
   * that no peak is lost; and the last.
   */
  static List<Integer> kept(int most, List<double[]> series) {
    int n = series.getFirst().length;
    List<Integer> kept = new ArrayList<>();
    if (n <= most) {
      for (int i = 0; i < n; i++) {
        kept.add(i);
      }
      return kept;
    }
    int stretches = Math.max(1, (most - 1) / (1 + 2 * series.size()));
    for (int s = 0; s < stretches; s++) {
      int from = (int) ((long) s * n / stretches);
      int to = (int) ((long) (s + 1) * n / stretches);
      Set<Integer> some = new LinkedHashSet<>(List.of(from));
      for (double[] values : series) {
        some.add(extreme(values, from, to, 1));
        some.add(extreme(values, from, to, -1));
      }
      some.stream().sorted().forEach(kept::add);
    }
    if (kept.getLast() != n - 1) {
      kept.add(n - 1);
    }
    return kept;
  }

  /** Where sign·value is greatest; NaN never is. */
  private static int extreme(double[] values, int from, int to, int sign) {
    int best = from;
    for (int i = from; i < to; i++) {
      if (sign * values[i] > sign * values[best] || Double.isNaN(values[best])) {
        best = i;
      }
    }
    return best;
  }

  /** The values at these indices. */
  static List<Object> pick(double[] values, List<Integer> kept) {
    return Json.numbers(kept.stream().mapToDouble(i -> values[i]).toArray());
  }
}
