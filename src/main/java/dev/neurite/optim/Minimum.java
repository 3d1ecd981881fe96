package dev.neurite.optim;

/**
 * Where a search for a minimum ended.
 *
 * @param value F there
 * @param slope the largest |∂F/∂xᵢ| there
 * @param iterations steps taken
 * @param evaluations of F
 * @param ending why it ended
 */
public record Minimum(double value, double slope, int iterations, int evaluations, Ending ending) {

  /** Why a search ended. */
  public enum Ending {
    /** The slope is within its tolerance. */
    OPTIMUM,
    /** Steps no longer lower F: its rounding is all that is left. */
    NO_PROGRESS,
    /** As many iterations as were allowed. */
    ITERATIONS
  }
}
