package dev.neurite.parallel;

import java.util.concurrent.locks.LockSupport;

/**
 * A daemon thread with a mailbox for one range.
 *
 * <p>Neither side can miss the other: a thread that is about to park first says so in a volatile,
 * then looks again; the other first writes its number, then looks whether someone parks. A permit
 * too many only costs a turn of a loop.
 */
final class Worker {
  /**
   * Turns of a waiting loop before a thread parks. One is 10 to 50 ns, so this is 20 to 100 µs: the
   * gap between two kernels of a training step, and a few times what waking a thread costs.
   */
  private static final int SPINS = 2_000;

  private final int number;
  private final int spins;
  private final Thread thread;

  // the mailbox: written by the caller, and read by the worker once it has seen the round
  private RangeTask task;
  private int from;
  private int to;
  private volatile int posted;
  private volatile boolean workerParks;

  // the answer: written by the worker, and read by the caller once it has seen the round
  private Throwable failure;
  private volatile int done;
  private volatile Thread parkedCaller;

  /**
   * A worker that has not started.
   *
   * @param number of the thread in the pool, 1 or more
   * @param spin false where threads are more than processors: then waiting in a loop only delays
   */
  Worker(int number, boolean spin) {
    this.number = number;
    this.spins = spin ? SPINS : 0;
    this.thread = new Thread(this::loop, "neurite-worker-" + number);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Hands over a part, or the end if {@code task} is null. The last round must be done. */
  void post(int round, RangeTask task, int from, int to) {
    this.task = task;
    this.from = from;
    this.to = to;
    posted = round;
    if (workerParks) {
      LockSupport.unpark(thread);
    }
  }

  /** Waits for the part of this round, and returns its failure or null. */
  Throwable await(int round) {
    for (int i = 0; i < spins && done != round; i++) {
      Thread.onSpinWait();
    }
    boolean interrupted = false;
    if (done != round) {
      parkedCaller = Thread.currentThread();
      while (done != round) {
        LockSupport.park(this);
        interrupted |= Thread.interrupted(); // else park would return at once
      }
      parkedCaller = null;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable result = failure;
    failure = null;
    return result;
  }

  /** Waits for the thread to end. */
  void awaitEnd() {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void loop() {
    int last = 0;
    while (true) {
      last = awaitPost(last);
      if (task == null) {
        return;
      }
      try {
        task.run(number, from, to);
      } catch (Throwable t) {
        failure = t;
      }
      task = null; // what the task holds must not live as long as the pool
      done = last;
      Thread caller = parkedCaller;
      if (caller != null) {
        LockSupport.unpark(caller);
      }
    }
  }

  private int awaitPost(int last) {
    for (int i = 0; i < spins && posted == last; i++) {
      Thread.onSpinWait();
    }
    if (posted == last) {
      workerParks = true;
      while (posted == last) {
        LockSupport.park(this);
        Thread.interrupted(); // a task may have interrupted its thread
      }
      workerParks = false;
    }
    return posted;
  }
}
