package dev.neurite.kernel;

import dev.neurite.check.Check;

/**
 * Kernels that check every argument before they hand it on: sizes, leading dimensions, memory,
 * sharing, hyper-parameters. Contents are not looked at: indices of classes are the caller's.
 *
 * <p>For code that takes operands from outside. A mistake is an {@link IllegalArgumentException}
 * with the numbers, null a {@link NullPointerException}, closed memory an {@link
 * IllegalStateException}; nothing has been written then. Without a mistake nothing is allocated. As
 * thread-safe as the kernels behind it.
 */
public final class CheckedKernels implements Kernels {
  private final String name;
  private final Products products;
  private final Reductions reductions;
  private final Elementwise elementwise;
  private final Losses losses;
  private final Updates updates;

  /** Checks in front of these kernels. */
  public CheckedKernels(Kernels kernels) {
    Check.notNull("checkedKernels", "kernels", kernels);
    name = kernels.name();
    products = new CheckedProducts(kernels.products());
    reductions = new CheckedReductions(kernels.reductions());
    elementwise = new CheckedElementwise(kernels.elementwise());
    losses = new CheckedLosses(kernels.losses());
    updates = new CheckedUpdates(kernels.updates());
  }

  /** What runs behind the checks. */
  @Override
  public String name() {
    return name;
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
