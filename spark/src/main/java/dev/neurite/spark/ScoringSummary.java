package dev.neurite.spark;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the tasks that have ended did, all executors together. Immutable.
 *
 * @param rows that were answered, those that don't fit included; a task that ran twice counts once
 * @param unfit rows that don't fit the model
 * @param tasks number of tasks
 * @param readSeconds of tasks, on getting rows from the plan below and copying their features
 * @param modelSeconds of tasks, inside Neurite
 * @param kernels by executor: those of its last task, and why
 */
public record ScoringSummary(
    long rows,
    long unfit,
    int tasks,
    double readSeconds,
    double modelSeconds,
    SortedMap<String, String> kernels) {
  private static final double NANOS = 1e9; // in a second

  static ScoringSummary of(List<Tally> tallies) {
    SortedMap<String, String> kernels = new TreeMap<>();
    Map<String, Integer> last = new TreeMap<>();
    for (Tally t : tallies) {
      if (t.task().stage() >= last.getOrDefault(t.executor(), -1)) {
        last.put(t.executor(), t.task().stage());
        kernels.put(t.executor(), t.kernels());
      }
    }
    return new ScoringSummary(
        tallies.stream().mapToLong(Tally::rows).sum(),
        tallies.stream().mapToLong(Tally::unfit).sum(),
        tallies.stream().mapToInt(Tally::tasks).sum(),
        tallies.stream().mapToLong(Tally::readNanos).sum() / NANOS,
        tallies.stream().mapToLong(Tally::modelNanos).sum() / NANOS,
        kernels);
  }

  /** Copies the map. */
  public ScoringSummary {
    kernels = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(kernels));
  }

  /** One line: for a log, or a job's description. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d rows, %d of them unfit, in %d tasks; %.3f s in Neurite, %.3f s of reading; executors %s",
        rows,
        unfit,
        tasks,
        modelSeconds,
        readSeconds,
        kernels);
  }
}
