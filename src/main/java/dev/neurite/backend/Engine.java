package dev.neurite.backend;

import dev.neurite.backend.Backend.Report;
import dev.neurite.kernel.CheckedKernels;
import dev.neurite.kernel.Kernels;
import dev.neurite.kernel.scalar.ScalarKernels;
import dev.neurite.parallel.WorkerPool;
import java.util.ArrayList;
import java.util.List;

/**
 * Live kernels: their scratch memory and, with more than one thread, a pool of workers.
 *
 * <p>Thread safety: one caller at a time.
 */
public final class Engine implements AutoCloseable {
  private final Kernels trusted;
  private final WorkerPool pool;
  private final Report report;
  private Kernels checked; // null until somebody wants it

  private Engine(boolean simd, int threads, String reason) {
    List<Kernels> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(simd ? Gate.newSimdKernels() : new ScalarKernels());
    }
    this.report = new Report(workers.get(0).name(), threads, reason);
    this.pool = threads == 1 ? null : new WorkerPool(threads);
    this.trusted = pool == null ? workers.get(0) : new ParallelKernels(pool, workers);
  }

  static Engine scalar(int threads, String reason) {
    return new Engine(false, threads, reason);
  }

  static Engine simd(int threads, String reason) {
    return new Engine(true, threads, reason);
  }

  /** The kernels: every argument is checked, and results are the same bits on every engine. */
  public Kernels kernels() {
    if (checked == null) {
      checked = new CheckedKernels(trusted);
    }
    return checked;
  }

  /** The same kernels without checks, for a caller that has made all operands itself. */
  public Kernels trustedKernels() {
    return trusted;
  }

  /** What runs, and why. */
  public Report report() {
    return report;
  }

  /** Ends the workers. Idempotent. */
  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
