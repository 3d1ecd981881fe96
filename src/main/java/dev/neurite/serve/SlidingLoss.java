package dev.neurite.serve;

/** The losses of the last rows under two models: the one in training, and the one that answers. */
final class SlidingLoss {
  private final float[] candidate;
  private final float[] current;
  private long rows;

  /** Nothing seen yet. */
  SlidingLoss(int window) {
    this.candidate = new float[window];
    this.current = new float[window];
  }

  /** Adds a row. */
  void add(float ofCandidate, float ofCurrent) {
    int at = (int) (rows % candidate.length);
    candidate[at] = ofCandidate;
    current[at] = ofCurrent;
    rows++;
  }

  /** True if as many rows have been seen as the window is long. */
  boolean isFull() {
    return rows >= candidate.length;
  }

  /** Forgets everything: another model answers now. */
  void clear() {
    rows = 0;
  }

  /** The mean loss of the model in training; NaN before the first row. */
  double candidate() {
    return mean(candidate);
  }

  /** The mean loss of the model that answers; NaN before the first row. */
  double current() {
    return mean(current);
  }

  private double mean(float[] losses) {
    int count = (int) Math.min(rows, losses.length);
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += losses[i];
    }
    return sum / count;
  }
}
