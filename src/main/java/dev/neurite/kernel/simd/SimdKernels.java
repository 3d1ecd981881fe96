package dev.neurite.kernel.simd;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.Reductions;
import dev.neurite.kernel.Updates;

/** All kernels on the Vector API. One caller at a time. */
public final class SimdKernels implements Kernels {
  private static final String NAME = "simd-" + Lanes.BITS;

  private final Reductions reductions = new SimdReductions();
  private final Elementwise elementwise = new SimdElementwise();
  private final Products products = new SimdProducts(elementwise);
  private final Losses losses = new SimdLosses();
  private final Updates updates = new SimdUpdates();

  /** A set of kernels with scratch memory of its own. */
  public SimdKernels() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Products products() {
    return products;
  }

  @Override
  public Reductions reductions() {
    return reductions;
  }

  @Override
  public Elementwise elementwise() {
    return elementwise;
  }

  @Override
  public Losses losses() {
    return losses;
  }

  @Override
  public Updates updates() {
    return updates;
  }
}
