package dev.neurite.cli;

import dev.neurite.backend.Backend;
import dev.neurite.serve.Predictor;
import dev.neurite.serve.WarmUpReport;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What Neurite does in this JVM, tried out.
 *
 * @param kernels that run here, and why
 * @param first the answer that came first
 * @param warmUp what warming up came to; empty if it wasn't over in time
 * @param warmUpNanos how long that took, or was waited for
 * @param row what one row takes afterwards
 * @param rowKernels that answer it
 * @param core what this core does
 */
record Checkup(
    Backend.Report kernels,
    FirstAnswer first,
    Optional<WarmUpReport> warmUp,
    long warmUpNanos,
    RowTimes row,
    String rowKernels,
    CoreSpeed core) {
  private static final long PATIENCE = 8_000_000_000L; // ns: warming up takes 2 to 5 s of a core
  private static final long ROW = 1_000_000_000L; // ns
  private static final long CORE = 3_000_000_000L; // ns
  private static final int QUICK = 4; // times as quick

  /**
   * Tries it out, in about ten seconds.
   *
   * @param path of a model, or null for a small network
   * @param quick for fewer of them
   * @throws IllegalStateException if it can't run here at all
   */
  static Checkup run(Path path, Jvm jvm, boolean quick) throws InterruptedException {
    FirstAnswer first = FirstAnswer.of(path, Backend.automatic()); // before anything is warm
    int pace = quick ? QUICK : 1;
    try (Predictor predictor = first.predictor()) {
      long start = System.nanoTime();
      Optional<WarmUpReport> warmUp = warmUp(predictor, quick ? PATIENCE / 2 : PATIENCE);
      long took = System.nanoTime() - start;
      int fewest = jvm.isInterpreted() ? 0 : Windows.MANY;
      RowTimes row = RowTimes.measure(predictor, first.rows(), fewest, ROW / pace);
      String rowKernels = predictor.report().kernels();
      CoreSpeed core = CoreSpeed.measure(Backend.automatic(), jvm, CORE / pace);
      return new Checkup(Backend.automatic().report(), first, warmUp, took, row, rowKernels, core);
    }
  }

  /** Waits for warming up to end, but not for ever; closing the predictor ends it. */
  private static Optional<WarmUpReport> warmUp(Predictor predictor, long patience)
      throws InterruptedException {
    CompletableFuture<WarmUpReport> report = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            report.complete(predictor.warmUp());
          } catch (InterruptedException | RuntimeException | Error e) {
            report.completeExceptionally(e);
          }
        });
    try {
      return Optional.of(report.get(patience, TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("warming up failed: " + e.getCause(), e);
    }
  }
}
