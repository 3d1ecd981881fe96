package dev.neurite.train;

/** How the mean of the losses of a run has moved, by a {@link Climbing} rule. */
final class Climb {
  private final Climbing rule; // null: none
  private long steps;
  private double mean;
  private double lowest = Double.POSITIVE_INFINITY;
  private int high; // steps in a row with a loss that is too high

  Climb(Climbing rule) {
    this.rule = rule;
  }

  /** Takes note of the loss of a step; true if the run diverges. */
  boolean add(double loss) {
    if (rule == null) {
      return false;
    }
    steps++;
    mean += (loss - mean) / Math.min(steps, rule.steps());
    lowest = Math.min(lowest, mean);
    high = loss > rule.factor() * Math.max(lowest, rule.floor()) ? high + 1 : 0;
    return high >= rule.steps();
  }

  /** {@code its mean over 100 steps is 37.2, the lowest was 0.41}. */
  String describe() {
    return "its mean over " + rule.steps() + " steps is " + mean + ", the lowest was " + lowest;
  }

  /** Everything as text, which loses nothing. */
  String state() {
    return steps + " " + mean + " " + lowest + " " + high;
  }

  /** Takes over what {@link #state()} said. */
  void state(String text) {
    String[] words = text.split(" ");
    steps = Long.parseLong(words[0]);
    mean = Double.parseDouble(words[1]);
    lowest = Double.parseDouble(words[2]);
    high = Integer.parseInt(words[3]);
  }
}
