package dev.neurite.spark.train;

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

  /** Takes note of a step; times in nanoseconds. */
  void step(List<StepPart> parts, long broadcastTime, long jobTime, long addingTime) {
    long longest = 0;
    for (StepPart part : parts) {
      longest = Math.max(longest, part.nanoseconds());
      received += part.gradients().length;
      if (part.kernels() != null) {
        int colon = part.kernels().indexOf(':');
        kernels.put(part.kernels().substring(0, colon), part.kernels());
      }
    }
    steps++;
    broadcast += broadcastTime;
    jobs += jobTime;
    slowest += longest;
    adding += addingTime;
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
