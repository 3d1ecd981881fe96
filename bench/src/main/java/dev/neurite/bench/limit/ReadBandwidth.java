package dev.neurite.bench.limit;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * How fast one core reads memory it has in a cache, or has not: loads and nothing else but an OR.
 */
public final class ReadBandwidth {
  private static final VectorSpecies<Integer> S = IntVector.SPECIES_PREFERRED;
  private static final int BYTES = S.vectorByteSize();
  private static final int UNROLL = 8; // independent ORs, two per cycle

  private final MemorySegment memory;
  private final int window;
  private long next;
  private int sink; // what is never read may never be computed

  /**
   * Memory of this size, all of it touched.
   *
   * @param bytes a multiple of {@code window}
   * @param window how many bytes a run reads, a multiple of 4096: a run shall be short, though
   *     memory must be larger than a cache to be outside it
   */
  public ReadBandwidth(Arena arena, long bytes, int window) {
    this.memory = arena.allocate(bytes, 4096).fill((byte) 1);
    this.window = window;
  }

  /** Reads the next window. */
  public void run() {
    sink |= read(memory.asSlice(next, window), window / (UNROLL * BYTES));
    next = (next + window) % memory.byteSize();
  }

  private static int read(MemorySegment s, int groups) {
    IntVector r0 = IntVector.zero(S);
    IntVector r1 = r0;
    IntVector r2 = r0;
    IntVector r3 = r0;
    IntVector r4 = r0;
    IntVector r5 = r0;
    IntVector r6 = r0;
    IntVector r7 = r0;
    for (int i = 0; i < groups; i++) {
      MemorySegment group = s.asSlice((long) UNROLL * BYTES * i, (long) UNROLL * BYTES);
      r0 = r0.or(load(group, 0));
      r1 = r1.or(load(group, 1));
      r2 = r2.or(load(group, 2));
      r3 = r3.or(load(group, 3));
      r4 = r4.or(load(group, 4));
      r5 = r5.or(load(group, 5));
      r6 = r6.or(load(group, 6));
      r7 = r7.or(load(group, 7));
    }
    IntVector all = r0.or(r1).or(r2.or(r3)).or(r4.or(r5).or(r6.or(r7)));
    return all.lane(0);
  }

  private static IntVector load(MemorySegment s, int vector) {
    return IntVector.fromMemorySegment(S, s, (long) BYTES * vector, ByteOrder.nativeOrder());
  }
}
