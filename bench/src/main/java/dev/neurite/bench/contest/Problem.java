package dev.neurite.bench.contest;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * A case with its operands, twice: as arrays, and off the heap for those who want addresses. A
 * contestant writes to {@code c()} or to {@code offHeapC()}, whichever it says.
 *
 * <p>Products get numbers in [−1, 1), functions numbers in [−8, 8). No two operands lie at the same
 * place of a page: a load that looks like a recent store, by its lowest twelve bits, waits for it.
 */
public final class Problem {
  private static final int PAGE = 4096; // bytes
  private static final int SHIFT = 1344; // bytes: a third of a page, and 64-byte aligned
  private static final CounterRandom RANDOM = new CounterRandom(7, Purpose.SAMPLE);

  private final Case task;
  private final float[] a;
  private final float[] b;
  private final float[] spacer = new float[SHIFT / Float.BYTES];
  private final float[] c;
  private final MemorySegment offHeapA;
  private final MemorySegment offHeapB;
  private final MemorySegment offHeapC;

  Problem(Arena arena, Case task) {
    this.task = task;
    float range = task instanceof Case.Map ? 8 : 1;
    a = random(1, task.sizeA(), range);
    b = random(2, task.sizeB(), range);
    c = new float[task.sizeC()];
    offHeapA = copy(arena, a, 0);
    offHeapB = copy(arena, b, SHIFT);
    offHeapC = copy(arena, c, 2 * SHIFT);
    forget();
  }

  /** The case. */
  public Case task() {
    return task;
  }

  /** The first operand, in an array. */
  public float[] a() {
    return a;
  }

  /** The second operand, in an array. */
  public float[] b() {
    return b;
  }

  /** Where the result may go, in an array. */
  public float[] c() {
    return c;
  }

  /** The first operand, off the heap. */
  public MemorySegment offHeapA() {
    return offHeapA;
  }

  /** The second operand, off the heap. */
  public MemorySegment offHeapB() {
    return offHeapB;
  }

  /** Where the result may go, off the heap. */
  public MemorySegment offHeapC() {
    return offHeapC;
  }

  /** Makes both results NaN, so that none is right before it is computed. */
  void forget() {
    Arrays.fill(c, Float.NaN);
    MemorySegment.copy(c, 0, offHeapC, JAVA_FLOAT, 0, c.length);
  }

  /** The result. */
  float[] result(boolean onHeap) {
    return onHeap ? c : offHeapC.toArray(JAVA_FLOAT);
  }

  private static float[] random(long step, int n, float range) {
    float[] values = new float[n];
    for (int i = 0; i < n; i++) {
      values[i] = (float) (range * (2 * RANDOM.uniform(step, i) - 1));
    }
    return values;
  }

  private static MemorySegment copy(Arena arena, float[] from, int shift) {
    long bytes = (long) Float.BYTES * from.length;
    MemorySegment to = arena.allocate(bytes + shift, PAGE).asSlice(shift);
    MemorySegment.copy(from, 0, to, JAVA_FLOAT, 0, from.length);
    return to;
  }
}
