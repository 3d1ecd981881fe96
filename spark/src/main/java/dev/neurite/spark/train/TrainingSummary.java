package dev.neurite.spark.train;

import java.util.List;
import java.util.Locale;

/**
 * Where the time of the steps of a run went. Immutable.
 *
 * @param steps how many
 * @param rows that were trained on, a row once for each epoch
 * @param taskSeconds inside Neurite, of all tasks together
 * @param computeSeconds inside Neurite, of the slowest task of each step: what the driver waited
 *     for
 * @param broadcastSeconds the driver took to offer the parameters
 * @param overheadSeconds the jobs took beside: scheduling, fetching parameters, sending gradients
 * @param addSeconds the driver took to add gradients
 * @param gradientBytes that executors sent
 * @param kernels of each executor, and why
 */
public record TrainingSummary(
    long steps,
    long rows,
    double taskSeconds,
    double computeSeconds,
    double broadcastSeconds,
    double overheadSeconds,
    double addSeconds,
    long gradientBytes,
    List<String> kernels) {

  /** Copies the list. */
  public TrainingSummary {
    kernels = List.copyOf(kernels);
  }

  /** Several lines: time by step, and the kernels of each executor. */
  @Override
  public String toString() {
    double n = Math.max(1, steps) / 1e3;
    String times =
        String.format(
            Locale.ROOT,
            "%d steps, %d rows; milliseconds per step: compute %.2f, broadcast %.2f, scheduling and"
                + " transfer %.2f, adding %.2f; %.1f KB of gradients per step",
            steps,
            rows,
            computeSeconds / n,
            broadcastSeconds / n,
            overheadSeconds / n,
            addSeconds / n,
            gradientBytes / 1e3 / Math.max(1, steps));
    return times + "\n" + String.join("\n", kernels);
  }
}
