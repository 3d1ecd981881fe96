package dev.neurite.parallel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.AllocationMeter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a lost wake-up hangs
class WorkerPoolTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8})
  void everyElementIsDoneOnce(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      for (int size : new int[] {0, 1, 2, 3, 7, 8, 9, 100}) {
        for (int granule : new int[] {1, 3, 16}) {
          int[] count = new int[size];
          pool.run((thread, from, to) -> increment(count, from, to), size, granule);
          for (int c : count) {
            assertEquals(1, c);
          }
        }
      }
    }
  }

  @Test
  void everyPartHasItsOwnThreadAndTheFirstIsTheCallers() {
    try (WorkerPool pool = new WorkerPool(3)) {
      Thread[] threads = new Thread[3];
      pool.run((thread, from, to) -> threads[thread] = Thread.currentThread(), 3, 1);
      assertSame(Thread.currentThread(), threads[0]);
      assertEquals(3, Set.of(threads).size());
      assertTrue(threads[1].isDaemon() && threads[2].isDaemon());
    }
  }

  @Test
  void theSameThreadGetsTheSameRangeEveryTime() {
    try (WorkerPool pool = new WorkerPool(3)) {
      Set<String> seen = ConcurrentHashMap.newKeySet();
      for (int i = 0; i < 50; i++) {
        pool.run((thread, from, to) -> seen.add(thread + ":" + from + "-" + to), 50, 8);
      }
      assertEquals(Set.of("0:0-16", "1:16-32", "2:32-50"), seen);
    }
  }

  @Test
  void aSizeBelowTheNumberOfThreadsLeavesThreadsIdle() {
    try (WorkerPool pool = new WorkerPool(4)) {
      Set<Integer> seen = ConcurrentHashMap.newKeySet();
      pool.run((thread, from, to) -> seen.add(thread), 2, 1);
      assertEquals(Set.of(0, 1), seen);
    }
  }

  @Test
  void plainWritesToMemoryAreSeenOnBothSides() {
    try (WorkerPool pool = new WorkerPool(3);
        Arena arena = Arena.ofShared()) {
      int size = 96;
      MemorySegment memory = arena.allocate(JAVA_INT, size);
      for (int round = 1; round <= 20_000; round++) {
        pool.run((thread, from, to) -> addTheOtherEnd(memory, size, from, to), size / 2, 1);
        for (int i = size / 2; i < size; i++) { // the caller writes, the workers read
          assertEquals(round - 1, memory.getAtIndex(JAVA_INT, i));
          assertEquals(round, memory.getAtIndex(JAVA_INT, size - 1 - i));
          memory.setAtIndex(JAVA_INT, i, round);
        }
      }
    }
  }

  @Test
  void workersThatHaveParkedAreWoken() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread[] worker = new Thread[2];
      for (int round = 0; round < 3; round++) {
        int[] count = new int[2];
        pool.run(
            (thread, from, to) -> {
              worker[thread] = Thread.currentThread();
              increment(count, from, to);
            },
            2,
            1);
        assertEquals(1, count[1]);
        awaitParked(worker[1]);
      }
    }
  }

  @Test
  void aCallerThatHasParkedIsWoken() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread caller = Thread.currentThread();
      boolean[] done = new boolean[1];
      pool.run(
          (thread, from, to) -> {
            if (thread == 1) {
              awaitParked(caller);
              done[0] = true;
            }
          },
          2,
          1);
      assertTrue(done[0]);
    }
  }

  @Test
  void theFailureOfAWorkerIsThrownAfterAllPartsHaveEnded() {
    try (WorkerPool pool = new WorkerPool(3)) {
      IllegalArgumentException failure = new IllegalArgumentException("part 1");
      int[] count = new int[3];
      RangeTask task =
          (thread, from, to) -> {
            increment(count, from, to);
            if (thread == 1) {
              throw failure;
            }
          };
      assertSame(failure, assertThrows(IllegalArgumentException.class, () -> pool.run(task, 3, 1)));
      assertEquals(3, count[0] + count[1] + count[2]);
    }
  }

  @Test
  void ofSeveralFailuresTheLowestPartsIsThrown() {
    try (WorkerPool pool = new WorkerPool(3)) {
      RangeTask task =
          (thread, from, to) -> {
            throw new IllegalStateException("part " + thread);
          };
      for (int i = 0; i < 50; i++) {
        Throwable thrown = assertThrows(IllegalStateException.class, () -> pool.run(task, 3, 1));
        assertEquals("part 0", thrown.getMessage());
        assertEquals("part 1", thrown.getSuppressed()[0].getMessage());
        assertEquals("part 2", thrown.getSuppressed()[1].getMessage());
      }
    }
  }

  @Test
  void oneFailureThrownByAllPartsIsNotSuppressedByItself() {
    try (WorkerPool pool = new WorkerPool(3)) {
      Error failure = new AssertionError("the same");
      RangeTask task =
          (thread, from, to) -> {
            throw failure;
          };
      assertSame(failure, assertThrows(AssertionError.class, () -> pool.run(task, 3, 1)));
    }
  }

  @Test
  void thePoolWorksOnAfterAFailure() {
    try (WorkerPool pool = new WorkerPool(2)) {
      RangeTask failing =
          (thread, from, to) -> {
            throw new IllegalStateException();
          };
      assertThrows(IllegalStateException.class, () -> pool.run(failing, 2, 1));
      int[] count = new int[2];
      pool.run((thread, from, to) -> increment(count, from, to), 2, 1);
      assertEquals(2, count[0] + count[1]);
    }
  }

  @Test
  void aTaskThatUsesItsOwnPoolIsRefused() {
    try (WorkerPool pool = new WorkerPool(2)) {
      RangeTask inner = (thread, from, to) -> {};
      Throwable thrown =
          assertThrows(
              IllegalStateException.class,
              () -> pool.run((thread, from, to) -> pool.run(inner, 1, 1), 2, 1));
      assertTrue(thrown.getMessage().contains("one caller at a time"), thrown::getMessage);
    }
  }

  @Test
  void aClosedPoolRefusesWorkAndClosingAgainDoesNothing() {
    WorkerPool pool = new WorkerPool(2);
    pool.close();
    pool.close();
    Throwable thrown =
        assertThrows(IllegalStateException.class, () -> pool.run((thread, from, to) -> {}, 1, 1));
    assertEquals("workerPool: the pool has been closed", thrown.getMessage());
  }

  @Test
  void closingEndsTheWorkers() {
    WorkerPool pool = new WorkerPool(3);
    Thread[] threads = new Thread[3];
    pool.run((thread, from, to) -> threads[thread] = Thread.currentThread(), 3, 1);
    pool.close();
    assertFalse(threads[1].isAlive());
    assertFalse(threads[2].isAlive());
  }

  @Test
  void closingWhileATaskRunsIsRefused() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Runnable close = pool::close;
      assertThrows(
          IllegalStateException.class, () -> pool.run((thread, from, to) -> close.run(), 2, 1));
    }
  }

  @Test
  void anInterruptedCallerWaitsAndStaysInterrupted() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread caller = Thread.currentThread();
      CountDownLatch started = new CountDownLatch(1);
      boolean[] done = new boolean[1];
      pool.run(
          (thread, from, to) -> {
            if (thread == 0) {
              started.countDown();
              return;
            }
            awaitUninterrupted(started);
            awaitParked(caller);
            caller.interrupt();
            awaitParked(caller);
            done[0] = true;
          },
          2,
          1);
      assertTrue(Thread.interrupted());
      assertTrue(done[0]);
    }
  }

  @Test
  void aTaskThatInterruptsItsThreadDisturbsNobody() {
    try (WorkerPool pool = new WorkerPool(2)) {
      Thread[] worker = new Thread[2];
      for (int i = 0; i < 3; i++) {
        pool.run(
            (thread, from, to) -> {
              if (thread == 1) {
                worker[1] = Thread.currentThread();
                Thread.currentThread().interrupt();
              }
            },
            2,
            1);
        awaitParked(worker[1]);
      }
      assertFalse(Thread.interrupted());
    }
  }

  @Test
  void aRunAllocatesNothing() {
    try (WorkerPool pool = new WorkerPool(2)) {
      RangeTask task = (thread, from, to) -> {};
      assertEquals(0, new AllocationMeter().bytesOnceWarm(1_000, 50, () -> pool.run(task, 10, 1)));
    }
  }

  @Test
  void badArgumentsAreRefusedWithTheirNumbers() {
    assertMessage("workerPool: threads must be 1 or more, got 0", () -> new WorkerPool(0));
    try (WorkerPool pool = new WorkerPool(1)) {
      RangeTask task = (thread, from, to) -> {};
      assertMessage("workerPool: size must be 0 or more, got -1", () -> pool.run(task, -1, 1));
      assertMessage("workerPool: granule must be 1 or more, got 0", () -> pool.run(task, 1, 0));
      assertThrows(NullPointerException.class, () -> pool.run(null, 1, 1));
    }
  }

  private static void assertMessage(String message, Runnable mistake) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, mistake::run).getMessage());
  }

  private static void increment(int[] count, int from, int to) {
    for (int i = from; i < to; i++) {
      count[i]++;
    }
  }

  /** Element i becomes element size − 1 − i, which the caller wrote, plus 1. */
  private static void addTheOtherEnd(MemorySegment memory, int size, int from, int to) {
    for (int i = from; i < to; i++) {
      memory.setAtIndex(JAVA_INT, i, memory.getAtIndex(JAVA_INT, size - 1 - i) + 1);
    }
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    while (latch.getCount() > 0) {
      LockSupport.parkNanos(1000);
    }
  }
}
