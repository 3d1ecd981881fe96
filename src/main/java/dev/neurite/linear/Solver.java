package dev.neurite.linear;

/** How the minimum of a smooth objective is found. Both end at the same one. */
public enum Solver {
  /** {@link dev.neurite.optim.Lbfgs}: many cheap steps; the usual choice. */
  LBFGS,
  /**
   * {@link dev.neurite.optim.TrustRegionNewton}: few costly steps; for features that are nearly
   * dependent, and for little regularisation.
   */
  NEWTON
}
