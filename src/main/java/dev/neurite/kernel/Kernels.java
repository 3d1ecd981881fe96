package dev.neurite.kernel;

/**
 * Every kernel, by family: the one seam between networks and arithmetic.
 *
 * <p>The seam is coarse: a product, a row through a layer, a row of activations, a reduction. Never
 * one vector. All implementations give the same bits (see the package).
 *
 * <p>Thread safety: none; a set of kernels has scratch memory and serves one caller at a time.
 */
public interface Kernels {

  /** What runs: {@code scalar}, or {@code simd-256} with the width in bits. */
  String name();

  /** Matrix products and dense layers. */
  Products products();

  /** Sums, maxima, dot products. */
  Reductions reductions();

  /** Activations, softmax, scaling. */
  Elementwise elementwise();

  /** Losses with their gradients. */
  Losses losses();

  /** The steps of the optimisers. */
  Updates updates();
}
