package dev.neurite.serve;

import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.loss.SoftmaxCrossEntropy;
import dev.neurite.testing.AllocationMeter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RowQueueTest {
  private static final long LONG = 60_000; // ms: no test waits so long

  /** Rows of two features and a class of three. */
  private static RowQueue queue(int capacity) {
    return new RowQueue(capacity, 2, 3, new SoftmaxCrossEntropy());
  }

  private static boolean offer(RowQueue queue, int number) {
    return queue.offer(new float[] {number, -number}, new float[] {number % 3});
  }

  @Test
  void rowsComeOutInTheOrderTheyWentIn() throws InterruptedException {
    RowQueue queue = queue(5);
    float[] x = new float[6];
    float[] t = new float[3];
    int out = 0;
    for (int in = 0; in < 100; in++) { // around the ring, many times
      assertTrue(offer(queue, in));
      if (in % 3 == 2) {
        assertEquals(3, queue.take(3, LONG, x, t));
        for (int r = 0; r < 3; r++, out++) {
          assertArrayEquals(
              new float[] {out, -out, out % 3}, new float[] {x[2 * r], x[2 * r + 1], t[r]});
        }
      }
    }
    assertEquals(1, queue.size());
    assertEquals(100, queue.accepted());
  }

  @Test
  void aFullQueueRejectsAndCounts() throws InterruptedException {
    RowQueue queue = queue(2);
    assertTrue(offer(queue, 1));
    assertTrue(offer(queue, 2));
    assertFalse(offer(queue, 3));
    assertFalse(offer(queue, 4));
    assertEquals(2, queue.rejected());
    assertEquals(1, queue.take(1, LONG, new float[2], new float[1]));
    assertTrue(offer(queue, 5));
    assertEquals(3, queue.accepted());
  }

  @Test
  void whoAskedForItWaitsForAPlace() throws InterruptedException, ExecutionException {
    RowQueue queue = queue(1);
    offer(queue, 1);
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> waiting.complete(put(queue)));
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    assertFalse(waiting.isDone());
    assertEquals(1, queue.take(1, LONG, new float[2], new float[1]));
    assertTrue(waiting.get());
    assertEquals(1, queue.size());
  }

  @Test
  void closingWakesWhoeverWaitsAndLetsNothingInAnyMore()
      throws InterruptedException, ExecutionException {
    RowQueue queue = queue(1);
    offer(queue, 1);
    CompletableFuture<Boolean> waiting = new CompletableFuture<>();
    Thread thread = Thread.ofPlatform().start(() -> waiting.complete(put(queue)));
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    queue.close();
    assertFalse(waiting.get());
    assertFalse(offer(queue, 2));
    assertEquals(-1, queue.take(1, LONG, new float[2], new float[1]));
    assertEquals(2, queue.rejected());
  }

  private static boolean put(RowQueue queue) {
    try {
      return queue.put(new float[] {2, -2}, new float[] {2});
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void afterTheTimeThereAreAsManyAsCame() throws InterruptedException {
    RowQueue queue = queue(4);
    float[] x = new float[8];
    float[] t = new float[4];
    assertEquals(0, queue.take(4, 1, x, t));
    offer(queue, 1);
    assertEquals(1, queue.take(4, 1, x, t));
  }

  @Test
  void whatCanNotBeLearnedIsRefusedAtTheDoor() {
    RowQueue queue = queue(4);
    float[] x = {1, 2};
    assertEquals(
        "live trainer: features must have 2 elements, got 3",
        messageOf(IllegalArgumentException.class, () -> queue.offer(new float[3], new float[1])));
    assertEquals(
        "live trainer: targets must have 1 elements, got 2",
        messageOf(IllegalArgumentException.class, () -> queue.offer(x, new float[2])));
    assertEquals(
        "live trainer: a feature must be finite, got NaN",
        messageOf(
            IllegalArgumentException.class,
            () -> queue.offer(new float[] {1, Float.NaN}, new float[1])));
    assertTrue(
        messageOf(IllegalArgumentException.class, () -> queue.offer(x, new float[] {3}))
            .endsWith("must be indices of the 3 classes, 0 to 2, row 0 has 3.0"));
    assertEquals(0, queue.size());
  }

  @Test
  void aRowAllocatesNothing() {
    RowQueue queue = queue(4);
    float[] x = {1, 2};
    float[] target = {2};
    float[] toX = new float[2];
    float[] toT = new float[1];
    Runnable inAndOut =
        () -> {
          queue.offer(x, target);
          try {
            queue.take(1, LONG, toX, toT);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        };
    assertEquals(0, new AllocationMeter().bytesOnceWarm(2_000, 50, inAndOut));
  }

  @Test
  @Timeout(30)
  void aBatchLargerThanTheQueueIsTakenOnceTheQueueIsFull() throws InterruptedException {
    RowQueue queue = queue(2);
    assertTrue(offer(queue, 1));
    assertTrue(offer(queue, 2));
    assertEquals(2, queue.take(3, LONG, new float[6], new float[3]));
  }
}
