package dev.neurite.kernel.scalar;

import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.Reductions;
import dev.neurite.kernel.Updates;

/** All kernels in plain loops. One caller at a time. */
public final class ScalarKernels implements Kernels {
  private final Reductions reductions = new ScalarReductions();
  private final Elementwise elementwise = new ScalarElementwise();
  private final Products products = new ScalarProducts(elementwise);
  private final Losses losses = new ScalarLosses();
  private final Updates updates = new ScalarUpdates();

  /** A set of kernels with scratch memory of its own. */
  public ScalarKernels() {}

  @Override
  public String name() {
    return "scalar";
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
