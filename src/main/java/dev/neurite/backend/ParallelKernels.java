package dev.neurite.backend;

import dev.neurite.check.Check;
import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.Losses;
import dev.neurite.kernel.Products;
import dev.neurite.kernel.Reductions;
import dev.neurite.kernel.Updates;
import dev.neurite.parallel.WorkerPool;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Kernels on several threads: each call is split over rows or columns of its output, or over
 * elements, never over a sum, so that the bits are those of one thread. Reductions to one number
 * stay on the caller's thread.
 *
 * <p>Every thread has kernels of its own, because kernels have scratch memory. A call with too
 * little work to pay for waking a thread stays with the caller.
 *
 * <p>Operands must be accessible to all threads: from a shared or an automatic arena, not from a
 * confined one. One caller at a time. Nothing is allocated per call: a call is written into the
 * fields of a task that is made once for each kernel, and which keeps its last operands reachable
 * until its next call.
 */
final class ParallelKernels implements Kernels {
  private final String name;
  private final Products products;
  private final Reductions reductions;
  private final Elementwise elementwise;
  private final Losses losses;
  private final Updates updates;

  /**
   * Kernels on the threads of a pool.
   *
   * @param workers one set of kernels for each thread, all of one implementation
   */
  ParallelKernels(WorkerPool pool, List<Kernels> workers) {
    this(pool, workers, false);
  }

  /**
   * Kernels on the threads of a pool.
   *
   * @param always true to split even the smallest call: for tests
   */
  ParallelKernels(WorkerPool pool, List<Kernels> workers, boolean always) {
    Check.length("parallelKernels", "workers", pool.threads(), workers.size());
    name = workers.getFirst().name();
    Split split = new Split(pool, always);
    products = new ParallelProducts(split, each(workers, Kernels::products, Products[]::new));
    reductions =
        new ParallelReductions(split, each(workers, Kernels::reductions, Reductions[]::new));
    elementwise =
        new ParallelElementwise(split, each(workers, Kernels::elementwise, Elementwise[]::new));
    losses = new ParallelLosses(split, each(workers, Kernels::losses, Losses[]::new));
    updates = new ParallelUpdates(split, each(workers, Kernels::updates, Updates[]::new));
  }

  /** What runs on each thread. */
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

  private static <F> F[] each(
      List<Kernels> workers, Function<Kernels, F> family, IntFunction<F[]> array) {
    return workers.stream().map(family).toArray(array);
  }
}
