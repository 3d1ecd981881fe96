package dev.neurite.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.kernel.scalar.ScalarKernels;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ScratchPoolTest {
  private static final FrozenPlan NOTHING = new FrozenPlan(new Step[0], new int[] {1}, 0);

  private final AtomicInteger made = new AtomicInteger();
  private final Supplier<Scratch> source =
      () -> {
        made.incrementAndGet();
        return new Scratch(NOTHING, new ScalarKernels(), 1, new CallMeter(true, new Watch()));
      };

  @Test
  void keepsAsManyAsThereAreSlotsAndCountsWhatItMakes() {
    ScratchPool pool = new ScratchPool(3, source.get(), source); // 4 slots
    takeAndGive(pool, 7);
    assertEquals(6, pool.misses()); // the first was there
    takeAndGive(pool, 4);
    assertEquals(6, pool.misses());
    takeAndGive(pool, 5);
    assertEquals(7, pool.misses());
    assertEquals(8, made.get());
  }

  @Test
  void countsCallsAndRowsOfTheKeptAndOfTheDropped() {
    ScratchPool pool = new ScratchPool(1, source.get(), source);
    takeAndGive(pool, 3); // one is kept
    assertEquals(3, pool.calls());
    assertEquals(30, pool.rows());
    Scratch scratch = pool.take(5);
    assertEquals(4, pool.calls(), "a call counts when it begins");
    assertEquals(35, pool.rows());
    pool.give(scratch);
    assertEquals(4, pool.calls());
  }

  private static void takeAndGive(ScratchPool pool, int atOnce) {
    List<Scratch> taken = new ArrayList<>();
    for (int i = 0; i < atOnce; i++) {
      taken.add(pool.take(10));
    }
    assertEquals(atOnce, taken.stream().distinct().count());
    taken.forEach(pool::give);
  }
}
