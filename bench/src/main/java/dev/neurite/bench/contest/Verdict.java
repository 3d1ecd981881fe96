package dev.neurite.bench.contest;

import dev.neurite.bench.Measurement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How this library did on a case: against the best rival of the same run, and against the limit.
 */
final class Verdict {
  private static final String OURS = "neurite";

  private Verdict() {}

  /**
   * One sentence, or nothing if this library or every rival is missing.
   *
   * @param all what was measured on the case, by everybody
   * @param peak the limit of the workload, if the case has its unit
   */
  static Optional<String> of(List<Measurement> all, Optional<Measurement> peak) {
    Optional<Measurement> ours = all.stream().filter(m -> m.contestant().equals(OURS)).findFirst();
    Optional<Measurement> best =
        all.stream().filter(m -> !m.contestant().startsWith(OURS)).reduce(Measurement::better);
    if (ours.isEmpty() || best.isEmpty()) {
      return Optional.empty();
    }
    String verdict =
        String.format(
            Locale.ROOT,
            "%s, %s: %.2f times the speed of %s",
            ours.get().testCase(),
            OURS,
            ours.get().speedOver(best.get()),
            best.get().contestant());
    return Optional.of(
        verdict
            + peak.map(
                    p -> String.format(Locale.ROOT, ", %.2f of the peak", ours.get().speedOver(p)))
                .orElse(""));
  }
}
