package dev.neurite.cli;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * Reads memory that is larger than the caches, a window after the other: loads and nothing else but
 * an OR. Two loads of eight bytes per cycle are more than a core gets out of memory.
 */
final class MemoryReader implements Runnable {
  /** Bytes of one run. */
  static final int WINDOW = 1 << 20;

  private static final int UNROLL = 8;
  private static final int LONGS = WINDOW / Long.BYTES;

  private final MemorySegment memory;
  private long next;
  private long sink; // what is never read may never be computed

  /**
   * Memory of this size, all of it touched.
   *
   * @param bytes a multiple of {@link #WINDOW}
   */
  MemoryReader(Arena arena, long bytes) {
    this.memory = arena.allocate(bytes, 4096).fill((byte) 1);
  }

  @Override
  public void run() {
    sink |= read(memory.asSlice(next, WINDOW));
    next = (next + WINDOW) % memory.byteSize();
  }

  private static long read(MemorySegment s) {
    long r0 = 0;
    long r1 = 0;
    long r2 = 0;
    long r3 = 0;
    for (int i = 0; i < LONGS; i += UNROLL) {
      r0 |= s.getAtIndex(ValueLayout.JAVA_LONG, i) | s.getAtIndex(ValueLayout.JAVA_LONG, i + 4);
      r1 |= s.getAtIndex(ValueLayout.JAVA_LONG, i + 1) | s.getAtIndex(ValueLayout.JAVA_LONG, i + 5);
      r2 |= s.getAtIndex(ValueLayout.JAVA_LONG, i + 2) | s.getAtIndex(ValueLayout.JAVA_LONG, i + 6);
      r3 |= s.getAtIndex(ValueLayout.JAVA_LONG, i + 3) | s.getAtIndex(ValueLayout.JAVA_LONG, i + 7);
    }
    return r0 | r1 | r2 | r3;
  }
}
