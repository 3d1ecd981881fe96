package dev.neurite.bench;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Makes and compares the operands of benchmarks. */
public final class Operands {
  private static final CounterRandom RANDOM = new CounterRandom(1, Purpose.SAMPLE);

  private Operands() {}

  /** Standard normal numbers, others for each {@code step}. */
  public static MemorySegment normal(Arena arena, long step, int n) {
    MemorySegment s = arena.allocate(4L * n, 64);
    for (int i = 0; i < n; i++) {
      s.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) RANDOM.normal(step, i));
    }
    return s;
  }

  /** Zeros. */
  public static MemorySegment zeros(Arena arena, int n) {
    return arena.allocate(4L * n, 64);
  }

  /** Refuses a result that isn't the reference's, bit for bit. */
  public static void checkSame(MemorySegment expected, MemorySegment actual) {
    long difference = expected.mismatch(actual);
    if (difference >= 0) {
      throw new IllegalStateException("wrong result at byte " + difference);
    }
  }

  /** The numbers of {@code 64x256x784}. */
  public static int[] sizes(String text) {
    String[] parts = text.split("x");
    int[] sizes = new int[parts.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Integer.parseInt(parts[i]);
    }
    return sizes;
  }
}
