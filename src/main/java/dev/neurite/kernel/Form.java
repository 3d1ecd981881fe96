package dev.neurite.kernel;

/** Which operands of a product are read transposed: the three forms a dense layer needs. */
public enum Form {
  /** C = A·Bᵀ: A is [m, k], B is [n, k]. Forward, X·Wᵀ. */
  NT,
  /** C = A·B: A is [m, k], B is [k, n]. Gradient of the input, dY·W. */
  NN,
  /** C = Aᵀ·B: A is [k, m], B is [k, n]. Gradient of the weights, dYᵀ·X. */
  TN;

  /** True if A is stored [k, m]. */
  public boolean transposesA() {
    return this == TN;
  }

  /** True if B is stored [n, k]. */
  public boolean transposesB() {
    return this == NT;
  }
}
