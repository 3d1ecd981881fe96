package dev.neurite.parallel;

import dev.neurite.check.Check;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A fixed number of threads that work on one {@link RangeTask} at a time: the caller of {@link
 * #run} and {@code threads − 1} daemon workers.
 *
 * <p>One caller at a time; a task must not call {@link #run} of its own pool. Both mistakes are
 * refused. Nothing is allocated per run.
 *
 * <p>Each worker has a mailbox of its own, {@link Worker}: the caller writes the range and then the
 * number of the round, a volatile; the worker does its part and then writes the same number back.
 */
public final class WorkerPool implements AutoCloseable {
  private enum State {
    IDLE,
    RUNNING,
    CLOSED
  }

  private final Worker[] workers; // of the parts 1, 2, …
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
  private int round;

  /**
   * A pool.
   *
   * @param threads in all, the caller's included; 1 or more
   */
  public WorkerPool(int threads) {
    Check.positive("workerPool", "threads", threads);
    boolean spin = threads <= Runtime.getRuntime().availableProcessors();
    workers = new Worker[threads - 1];
    for (int i = 0; i < workers.length; i++) {
      workers[i] = new Worker(i + 1, spin);
      workers[i].start();
    }
  }

  /** The number of threads, the caller's included. */
  public int threads() {
    return workers.length + 1;
  }

  /**
   * Splits [0, size) into at most {@link #threads()} contiguous parts, each but the last a multiple
   * of {@code granule}, runs the task on all of them, and waits for all.
   *
   * <p>If parts fail, the failure of the lowest is thrown, with the others suppressed, after all
   * have ended. If the caller is interrupted it goes on waiting and stays interrupted.
   *
   * @throws IllegalStateException if the pool has been closed or is running a task
   */
  public void run(RangeTask task, int size, int granule) {
    Check.notNull("workerPool", "task", task);
    Check.size("workerPool", "size", size);
    Check.positive("workerPool", "granule", granule);
    enter(State.RUNNING);
    try {
      int parts = Ranges.parts(size, granule, threads());
      if (parts > 0) {
        runParts(task, parts, size, granule);
      }
    } finally {
      state.set(State.IDLE);
    }
  }

  /** Ends the workers and waits for them. Closing twice does nothing. */
  @Override
  public void close() {
    if (state.get() == State.CLOSED) {
      return;
    }
    enter(State.CLOSED);
    round++;
    for (Worker worker : workers) {
      worker.post(round, null, 0, 0);
    }
    for (Worker worker : workers) {
      worker.awaitEnd();
    }
  }

  private void enter(State next) {
    if (!state.compareAndSet(State.IDLE, next)) {
      throw new IllegalStateException(
          state.get() == State.CLOSED
              ? "workerPool: the pool has been closed"
              : "workerPool: the pool is running a task; it serves one caller at a time, and a task"
                  + " must not use its own pool");
    }
  }

  private void runParts(RangeTask task, int parts, int size, int granule) {
    round++;
    int start = Ranges.start(1, parts, size, granule);
    for (int part = 1, from = start; part < parts; part++) {
      int to = Ranges.start(part + 1, parts, size, granule);
      workers[part - 1].post(round, task, from, to);
      from = to;
    }
    Throwable failure = null;
    try {
      task.run(0, 0, start);
    } catch (Throwable t) {
      failure = t;
    }
    for (int part = 1; part < parts; part++) {
      failure = merge(failure, workers[part - 1].await(round));
    }
    if (failure != null) {
      throw WorkerPool.<RuntimeException>unchecked(failure);
    }
  }

  private static Throwable merge(Throwable first, Throwable next) {
    if (first != null && next != null && first != next) {
      first.addSuppressed(next);
    }
    return first != null ? first : next;
  }

  /** Lets any throwable of a task pass as it is. */
  @SuppressWarnings("unchecked")
  private static <T extends Throwable> T unchecked(Throwable failure) throws T {
    throw (T) failure;
  }
}
