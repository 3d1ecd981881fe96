package dev.neurite.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * Off-heap memory, aligned; where there is not enough, the error names the flag that raises it.
 *
 * <p>On JDK 25 the limit for direct memory counts automatic arenas, whose memory the collector
 * frees; what arenas that are closed by hand allocate, only the operating system limits.
 */
public final class OffHeap {
  private OffHeap() {}

  /**
   * Zeros, at a multiple of {@link Tensor#ALIGNMENT} bytes.
   *
   * @param what it is for, for the message
   * @throws OutOfMemoryError if the JVM's limit for direct memory is reached
   */
  public static MemorySegment allocate(Arena arena, long bytes, String what) {
    try {
      return arena.allocate(bytes, Tensor.ALIGNMENT);
    } catch (OutOfMemoryError e) {
      throw new OutOfMemoryError(
          what
              + ": "
              + bytes
              + " bytes of off-heap memory are not to be had; -XX:MaxDirectMemorySize raises the"
              + " limit, which is the heap's by default ("
              + e.getMessage()
              + ")");
    }
  }
}
