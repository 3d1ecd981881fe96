package dev.neurite.serve;

import java.util.List;
import java.util.Locale;

/**
 * What warming up came to. Immutable.
 *
 * @param reason one sentence: why these kernels answer
 * @param stages one for single rows and one for batches; none where nothing ran
 */
public record WarmUpReport(String reason, List<Stage> stages) {

  /**
   * Calls of one kind.
   *
   * @param calls what they are: {@code single rows}, or {@code batches of 32}
   * @param kernels that answer them from now on
   * @param count of the calls that were made
   * @param millis that they took, both kernels together
   * @param nanosBefore per row, when the first calls came
   * @param nanosAfter per row, on the kernels that were chosen
   * @param reason what was measured
   */
  public record Stage(
      String calls,
      String kernels,
      long count,
      double millis,
      double nanosBefore,
      double nanosAfter,
      String reason) {
    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %s, %.0f ns a row at first, %.0f now, after %d calls in %.0f ms (%s)",
          calls,
          kernels,
          nanosBefore,
          nanosAfter,
          count,
          millis,
          reason);
    }
  }

  /** Copies the list. */
  public WarmUpReport {
    stages = List.copyOf(stages);
  }

  /** The reason and the stages, a line each. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder(reason);
    for (Stage stage : stages) {
      lines.append('\n').append(stage);
    }
    return lines.toString();
  }
}
