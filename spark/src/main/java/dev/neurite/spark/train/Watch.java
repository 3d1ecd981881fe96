package dev.neurite.spark.train;

import dev.neurite.linear.LinearPass;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.SparkContext;

/** Where the time of the steps goes. */
final class Watch {
  private final Accumulators accumulators;
  private final Map<String, String> kernels = new TreeMap<>();
  private long steps;
  private long broadcast;
  private long jobs;
  private long slowest;
  private long adding;
  private long received;
  private long longest; // of the parts of the step at hand

  Watch(SparkContext context) {
    this.accumulators = Accumulators.of(context);
  }

  Accumulators accumulators() {
    return accumulators;
  }

  /** What Spark's page says of the job of a step. */
  String describe(StepRequest step, double lastLoss) {
    return String.format(
        Locale.ROOT,
        "neurite: epoch %d, step %d (%d of the run, %d rows), loss before %.5f; %s",
        step.epoch(),
        step.index() + 1,
        step.number(),
        (long) step.weight(),
        lastLoss,
        kernels.values());
  }

  /** What Spark's page says of the job of a sum. */
  String describe(LinearPass pass) {
    String what = pass.kind().name().toLowerCase(Locale.ROOT);
    return "neurite: sum " + (steps + 1) + ", " + what + "; " + kernels.values();
  }

  /** Takes note of what a block sent. */
  void part(long bytes, long nanoseconds, String report) {
    received += bytes;
    longest = Math.max(longest, nanoseconds);
    if (report != null) {
      kernels.put(report.substring(0, report.indexOf(':')), report);
    }
  }

  /** Takes note of a step, all of whose parts have been noted; times in nanoseconds. */
  void step(long broadcastTime, long jobTime, long addingTime) {
    steps++;
    broadcast += broadcastTime;
    jobs += jobTime;
    slowest += longest;
    adding += addingTime;
    longest = 0;
  }

  TrainingSummary summary() {
    return new TrainingSummary(
        steps,
        accumulators.rows().value(),
        accumulators.seconds().value(),
        slowest * 1e-9,
        broadcast * 1e-9,
        (jobs - slowest) * 1e-9,
        adding * 1e-9,
        received,
        List.copyOf(kernels.values()));
  }
}
