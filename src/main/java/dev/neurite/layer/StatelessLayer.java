package dev.neurite.layer;

import dev.neurite.random.CounterRandom;
import java.lang.foreign.Arena;
import java.util.List;

/** A layer without parameters and scratch: any thread may run one. */
abstract class StatelessLayer implements Layer {

  @Override
  public final List<Parameter> parameters() {
    return List.of();
  }

  @Override
  public final void initialise(CounterRandom random, long firstParameter) {
    // nothing to draw
  }

  @Override
  public final void reserve(Arena arena, int batch) {
    // nothing to keep
  }

  static long bytes(int rows, int columns) {
    return (long) Float.BYTES * rows * columns;
  }
}
