package dev.neurite.cli;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.OptionalDouble;
import java.util.function.IntConsumer;

/** What the calling thread allocates on the heap. */
final class Allocation {
  private Allocation() {}

  /** Bytes per run, for this many; empty where this JVM can't tell. */
  static OptionalDouble perRun(int runs, IntConsumer action) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean)
        || !bean.isThreadAllocatedMemorySupported()
        || !bean.isThreadAllocatedMemoryEnabled()) {
      return OptionalDouble.empty();
    }
    long start = bean.getCurrentThreadAllocatedBytes();
    long ofTheMeter = bean.getCurrentThreadAllocatedBytes() - start;
    long before = bean.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < runs; i++) {
      action.accept(i);
    }
    long bytes = bean.getCurrentThreadAllocatedBytes() - before - ofTheMeter;
    return OptionalDouble.of(Math.max(0, (double) bytes / runs));
  }
}
