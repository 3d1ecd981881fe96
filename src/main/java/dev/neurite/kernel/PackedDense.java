package dev.neurite.kernel;

/**
 * The weights and bias of a dense layer in the order in which one implementation reads them, made
 * by {@link Products#pack}.
 *
 * <p>It has memory of its own that the garbage collector frees: later changes of W or b do not
 * reach it. Any number of kernels of the implementation that made it may use it at once. Only
 * {@link Products#repack} changes it, and nobody may use it meanwhile.
 */
public interface PackedDense {

  /** Elements of a row of X. */
  int in();

  /** Elements of a row of Y. */
  int out();

  /** True if there is a bias. */
  boolean biased();
}
