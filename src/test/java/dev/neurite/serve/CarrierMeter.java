package dev.neurite.serve;

import dev.neurite.testing.AllocationMeter;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Bytes that a virtual thread allocates, by the counter of its carrier: for JVMs started with one
 * carrier ({@code jdk.virtualThreadScheduler.parallelism=1}).
 */
final class CarrierMeter {
  private final AllocationMeter meter = new AllocationMeter();
  private final long carrier;

  CarrierMeter() throws InterruptedException {
    Thread.ofVirtual().start(() -> {}).join();
    this.carrier =
        Thread.getAllStackTraces().keySet().stream()
            .filter(t -> t.getName().startsWith("ForkJoinPool-1-worker"))
            .findFirst()
            .orElseThrow()
            .threadId();
  }

  /** What the carrier allocated while a virtual thread ran this. */
  long bytesOf(Runnable action) throws InterruptedException {
    AtomicBoolean go = new AtomicBoolean();
    AtomicBoolean done = new AtomicBoolean();
    AtomicBoolean end = new AtomicBoolean();
    Thread thread =
        Thread.ofVirtual()
            .start(() -> {
              while (!go.get()) {
                Thread.onSpinWait();
              }
              action.run();
              done.set(true);
              while (!end.get()) { // leaving would allocate
                Thread.onSpinWait();
              }
            });
    Thread.sleep(5); // it is mounted, and spins
    long before = meter.total(carrier);
    go.set(true);
    while (!done.get()) {
      Thread.onSpinWait();
    }
    long bytes = meter.total(carrier) - before;
    end.set(true);
    thread.join();
    return bytes;
  }
}
