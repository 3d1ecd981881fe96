package dev.neurite.bench.inference;

import dev.neurite.bench.Measurement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a contestant's starts measured on one case: the worst one stands in the table, the median
 * and the best one beside it.
 */
final class Standing {
  private final List<Measurement> starts = new ArrayList<>();

  /** Measurements by workload, case and contestant, in the order in which they came. */
  static final class Book {
    private final Map<List<String>, Standing> standings = new LinkedHashMap<>();

    void add(Measurement m) {
      List<String> key = List.of(m.workload(), m.testCase(), m.contestant());
      standings.computeIfAbsent(key, k -> new Standing()).add(m);
    }

    /** Those of a case, by all contestants. */
    List<Standing> of(String workload, String testCase) {
      return standings.entrySet().stream()
          .filter(e -> e.getKey().subList(0, 2).equals(List.of(workload, testCase)))
          .map(Map.Entry::getValue)
          .toList();
    }
  }

  private void add(Measurement measurement) {
    starts.add(measurement);
    starts.sort(Comparator.comparingDouble(Measurement::value));
    if (measurement.unit().endsWith("/s")) {
      starts.sort(Comparator.comparingDouble(Measurement::value).reversed());
    }
  }

  String contestant() {
    return worst().contestant();
  }

  Measurement best() {
    return starts.getFirst();
  }

  Measurement median() {
    return starts.get(starts.size() / 2);
  }

  Measurement worst() {
    return starts.getLast();
  }

  /** {@code best 81.3, median 84.0, worst 90.2 of 10 starts}. */
  String spread() {
    return String.format(
        Locale.ROOT,
        "%s %s, %s: best %.4g, median %.4g, worst %.4g %s of %d starts",
        worst().workload(),
        worst().testCase(),
        contestant(),
        best().value(),
        median().value(),
        worst().value(),
        worst().unit(),
        starts.size());
  }

  /** Our worst start against the median one of a rival. */
  String against(Standing rival) {
    return String.format(
        Locale.ROOT,
        "%s, %s: worst start %.2f times the speed of %s (its median)",
        worst().testCase(),
        contestant(),
        worst().speedOver(rival.median()),
        rival.contestant());
  }
}
