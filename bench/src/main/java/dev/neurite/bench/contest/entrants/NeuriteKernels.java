package dev.neurite.bench.contest.entrants;

import dev.neurite.backend.Backend;
import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import dev.neurite.kernel.Elementwise;
import dev.neurite.kernel.ForwardOrder;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.Products;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * This library's kernels, as anybody calls them: arguments are checked, and packing is in the call.
 */
final class NeuriteKernels implements Contestant {
  private final Products products;
  private final Elementwise elementwise;

  NeuriteKernels(Backend backend) {
    var kernels = backend.start().kernels();
    products = kernels.products();
    elementwise = kernels.elementwise();
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    MemorySegment a = p.offHeapA();
    MemorySegment b = p.offHeapB();
    MemorySegment c = p.offHeapC();
    return Optional.of(
        switch (p.task()) {
          case Case.Product task -> product(task, a, b, c);
          case Case.Row(int out, int in) ->
              () -> products.denseRow(in, out, b, 0, a, 0, MemorySegment.NULL, 0, c, 0);
          case Case.Map(var operation, int rows, int columns) -> {
            int n = rows * columns;
            yield switch (operation) {
              case SIGMOID -> () -> elementwise.activate(Function.SIGMOID, 0, n, a, 0, c, 0);
              case TANH -> () -> elementwise.activate(Function.TANH, 0, n, a, 0, c, 0);
              case EXP -> () -> elementwise.activate(Function.EXP, 0, n, a, 0, c, 0);
              case RELU -> () -> elementwise.activate(Function.LEAKY_RELU, 0, n, a, 0, c, 0);
              case SOFTMAX ->
                  () -> elementwise.softmax(rows, columns, a, 0, columns, c, 0, columns);
            };
          }
        });
  }

  /** X·Wᵀ of a layer with few outputs has an order of its own, and kernels of its own. */
  private Runnable product(Case.Product task, MemorySegment a, MemorySegment b, MemorySegment c) {
    int m = task.m();
    int n = task.n();
    int k = task.k();
    if (task.form().transposesB() && ForwardOrder.of(n) != ForwardOrder.CHAIN) {
      return () -> products.dense(m, k, n, a, 0, k, b, 0, MemorySegment.NULL, 0, c, 0, n);
    }
    int lda = task.lda();
    int ldb = task.ldb();
    return () -> products.gemm(task.form(), m, n, k, a, 0, lda, b, 0, ldb, false, c, 0, n);
  }
}
