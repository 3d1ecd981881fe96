package dev.neurite.bench.inference;

import dev.neurite.bench.Measurement;
import dev.neurite.bench.inference.InferenceCase.Workload;
import dev.neurite.bench.limit.ReadBandwidth;
import java.lang.foreign.Arena;

/**
 * How fast the core reads as much memory as a network has weights, in a JVM of its own: what a row
 * can't be faster than.
 */
final class StreamRound {
  static final String LABEL = "limit";
  private static final int WINDOW = 64 << 10;

  private StreamRound() {}

  /** Argument: the filter of cases. */
  public static void main(String[] arguments) {
    InferenceEffort effort = InferenceEffort.chosen();
    for (InferenceCase task : InferenceCase.matching(arguments[0])) {
      if (task.workload() == Workload.ROW_STREAM) {
        try (Arena arena = Arena.ofConfined()) {
          int bytes = Math.toIntExact(task.net().weightBytes() / WINDOW * WINDOW);
          ReadBandwidth read = new ReadBandwidth(arena, bytes, bytes);
          double ns = effort.stopwatch().warming(effort.warmNs(2)).bestNs(read::run);
          System.out.println(
              new Measurement(
                  task.workload().label(),
                  task.toString(),
                  LABEL,
                  bytes / Math.min(ns, effort.stopwatch().bestNs(read::run)),
                  task.workload().unit()));
        }
      }
    }
  }
}
