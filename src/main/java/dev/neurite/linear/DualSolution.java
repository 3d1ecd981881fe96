package dev.neurite.linear;

/**
 * What a solver of the dual problem found, in units of ½‖w‖² + Σ Cᵢ·ξᵢ.
 *
 * @param weights [machines, in], then the biases are in {@code biases}
 * @param biases [machines]
 * @param primal the objective of these weights
 * @param dual a lower bound of every objective
 * @param passes over the data
 * @param supports true for rows that hold the boundary
 */
record DualSolution(
    float[] weights, float[] biases, double primal, double dual, int passes, boolean[] supports) {

  double gap() {
    return primal - dual;
  }
}
