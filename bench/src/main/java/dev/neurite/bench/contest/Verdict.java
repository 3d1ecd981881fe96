package dev.neurite.bench.contest;

import dev.neurite.bench.Measurement;
import java.util.List;
import java.util.Locale;

/**
 * How this library did on a case: against the best rival of the same run, and against the limit.
 */
final class Verdict {
  private static final String OURS = "neurite"; // also with a suffix, such as neurite-packed
  private static final String SCALAR = "neurite-scalar";

  private Verdict() {}

  /**
   * A sentence for each of ours but the scalar kernels; none if every rival is missing.
   *
   * @param all what was measured on one case, by everybody
   * @param limits what was measured as limits of its workload
   */
  static List<String> of(List<Measurement> all, List<Measurement> limits) {
    return all.stream()
        .filter(m -> !m.contestant().startsWith(OURS))
        .reduce(Measurement::better)
        .map(best -> ours(all).stream().map(m -> sentence(m, best) + share(m, limits)).toList())
        .orElse(List.of());
  }

  private static List<Measurement> ours(List<Measurement> all) {
    return all.stream()
        .filter(m -> m.contestant().startsWith(OURS) && !m.contestant().equals(SCALAR))
        .toList();
  }

  private static String sentence(Measurement ours, Measurement best) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %.2f times the speed of %s",
        ours.testCase(),
        ours.contestant(),
        ours.speedOver(best),
        best.contestant());
  }

  /** The share of the limit with the same unit: of the peak, for products. */
  private static String share(Measurement ours, List<Measurement> limits) {
    return limits.stream()
        .filter(limit -> limit.unit().equals(ours.unit()))
        .map(limit -> String.format(Locale.ROOT, ", %.2f of the peak", ours.speedOver(limit)))
        .findFirst()
        .orElse("");
  }
}
