package dev.neurite.testing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

/**
 * Bytes that the calling thread has allocated on the heap. Found by reflection: the module under
 * test does not read {@code jdk.management}.
 */
public final class AllocationMeter {
  private static final long PATIENCE = 20_000_000_000L; // ns

  private final MethodHandle allocatedBytes;
  private final MethodHandle allocatedBytesOf;

  /** A meter. */
  public AllocationMeter() {
    try {
      Object bean =
          Class.forName("java.lang.management.ManagementFactory")
              .getMethod("getThreadMXBean")
              .invoke(null);
      Class<?> type = Class.forName("com.sun.management.ThreadMXBean");
      // handles, as a reflective call would put its result in a box, in some compilations only
      allocatedBytes = handle(bean, type.getMethod("getCurrentThreadAllocatedBytes"));
      allocatedBytesOf = handle(bean, type.getMethod("getThreadAllocatedBytes", long.class));
    } catch (ReflectiveOperationException e) {
      throw new AssertionError("no com.sun.management.ThreadMXBean in this JVM", e);
    }
  }

  private static MethodHandle handle(Object bean, Method method) throws IllegalAccessException {
    return MethodHandles.publicLookup().unreflect(method).bindTo(bean);
  }

  /** Bytes allocated by this many runs of {@code action}, without the meter's own. */
  public long bytes(int runs, Runnable action) {
    long start = read();
    long ofTheMeter = read() - start;
    long before = read();
    for (int i = 0; i < runs; i++) {
      action.run();
    }
    return read() - before - ofTheMeter;
  }

  /**
   * The least that a window of {@code runs} allocates, of at most {@code windows}: the first ones
   * are interpreted, where views of memory are objects that compiled code does without.
   */
  public long leastBytes(int windows, int runs, Runnable action) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < windows && least > 0; i++) {
      least = Math.min(least, bytes(runs, action));
    }
    return least;
  }

  /**
   * As {@link #leastBytes}, for what is to come to 0: it goes on for some seconds where that takes
   * longer, as C2 may have had no turn yet on a busy machine.
   */
  public long bytesOnceWarm(int windows, int runs, Runnable action) {
    long start = System.nanoTime();
    long least;
    do {
      least = leastBytes(windows, runs, action);
    } while (least > 0 && System.nanoTime() - start < PATIENCE);
    return least;
  }

  /** What a platform thread has allocated so far. */
  public long total(long threadId) {
    try {
      return (long) allocatedBytesOf.invokeExact(threadId);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  private long read() {
    try {
      return (long) allocatedBytes.invokeExact();
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
