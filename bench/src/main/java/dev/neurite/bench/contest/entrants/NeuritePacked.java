package dev.neurite.bench.contest.entrants;

import dev.neurite.backend.Backend;
import dev.neurite.bench.contest.Case;
import dev.neurite.bench.contest.Contestant;
import dev.neurite.bench.contest.Problem;
import dev.neurite.kernel.Function;
import dev.neurite.kernel.PackedDense;
import dev.neurite.kernel.Products;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/** This library with weights packed beforehand, as a model packs them once to serve many rows. */
final class NeuritePacked implements Contestant {
  private final Products products;

  NeuritePacked(Backend backend) {
    products = backend.start().kernels().products();
  }

  @Override
  public Optional<Runnable> prepare(Problem p) {
    return switch (p.task()) {
      case Case.Product task when task.form().transposesB() ->
          Optional.of(batch(task.m(), task.n(), task.k(), p));
      case Case.Row(int out, int in) -> Optional.of(row(out, in, p));
      case Case.Product task -> Optional.empty();
      case Case.Map task -> Optional.empty();
    };
  }

  private Runnable batch(int batch, int out, int in, Problem p) {
    PackedDense layer = pack(in, out, p.offHeapB());
    MemorySegment x = p.offHeapA();
    MemorySegment y = p.offHeapC();
    return () -> products.dense(layer, Function.IDENTITY, 0, batch, x, 0, in, y, 0, out);
  }

  private Runnable row(int out, int in, Problem p) {
    PackedDense layer = pack(in, out, p.offHeapA());
    MemorySegment x = p.offHeapB();
    MemorySegment y = p.offHeapC();
    return () -> products.denseRow(layer, Function.IDENTITY, 0, x, 0, y, 0);
  }

  private PackedDense pack(int in, int out, MemorySegment w) {
    return products.pack(in, out, w, 0, MemorySegment.NULL, 0);
  }
}
