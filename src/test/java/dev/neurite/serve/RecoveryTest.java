package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.testing.TestBackend;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels that have become slow are taken back. By clocks of the test's own, not by time. */
@Tag("kernel")
class RecoveryTest {
  private static final long SCALAR = 3_000_000; // ns a window: so long that it is one call
  private static final float[][] SAMPLES = new float[1][5];

  private Publication publication;
  private Routes first;
  private Routes second;
  private long slowWindows; // of the candidate, from now on
  private boolean closed;

  @BeforeEach
  void publishTheCandidate() {
    try (Network network = Network.of(5, dense(9, RELU), dense(3)).initialise(1)) {
      Frozen frozen = Freezer.freeze(network.snapshot());
      first = Routes.of(frozen, Backend.scalar(), false);
      second = Routes.of(frozen, TestBackend.expected(), false);
    }
    publication = new Publication(first, "at first");
    publication.candidate(second);
    publication.publishRow(second.row());
    publication.publishBatch(second.batch());
  }

  private Recovery recovery() {
    return new Recovery(publication, this::timing, () -> closed);
  }

  /** Windows of the same length on the first kernels; on the candidate a tenth, or ten times it. */
  private Timing timing(Route route, int rows) {
    LongSupplier clock =
        new LongSupplier() {
          private long now;
          private boolean ends;

          @Override
          public long getAsLong() {
            ends = !ends;
            boolean candidate = route == second.row() || route == second.batch();
            if (!ends) {
              now += !candidate ? SCALAR : slowWindows-- > 0 ? 10 * SCALAR : SCALAR / 10;
            }
            return now;
          }
        };
    return new Timing(route, rows, SAMPLES, clock);
  }

  private PredictorStats stats() {
    return publication.stats(true);
  }

  @Test
  void aFalseAlarmChangesNothing() {
    recovery().checkRows(SCALAR);
    assertSame(second.row(), publication.row());
    assertEquals(0, stats().withdrawals());
    assertEquals(1.5 * SCALAR, second.row().watch().limit(), "it is watched again");
  }

  @Test
  void slowKernelsAreWithdrawnAndPublishedAgainWhenTheyWin() {
    slowWindows = 50;
    recovery().checkRows(SCALAR);
    assertSame(second.row(), publication.row());
    assertSame(second.batch(), publication.batch());
    assertEquals(1, stats().withdrawals());
    assertEquals(1, stats().recoveries());
    assertTrue(publication.report().reason().contains("; they recovered: measured "));
    assertEquals(1.5 * SCALAR, second.row().watch().limit(), "it is watched again");
  }

  @Test
  void kernelsThatStaySlowAreGivenUpAndNobodyWatches() {
    slowWindows = Long.MAX_VALUE;
    recovery().checkBatches(SCALAR);
    assertSame(first.batch(), publication.batch());
    assertSame(second.row(), publication.row());
    assertEquals(1, stats().withdrawals());
    assertEquals(0, stats().recoveries());
    String reason = publication.report().reason();
    assertTrue(reason.contains(" had become slow (937500 ns a row, scalar 93750)"), reason);
    assertTrue(reason.contains(", and stayed so: measured "), reason);
    assertEquals(Double.POSITIVE_INFINITY, second.batch().watch().limit());
  }

  @Test
  void aClosedPredictorDoesNotWaitForTheJit() {
    slowWindows = Long.MAX_VALUE;
    closed = true;
    recovery().checkRows(SCALAR);
    assertSame(first.row(), publication.row());
    assertEquals(0, stats().recoveries());
  }

  @Test
  void slowCallsStartTheCheckAndItEndsByItself() throws InterruptedException {
    slowWindows = 50;
    Recovery recovery = recovery();
    recovery.watchRows(0); // every call is slow
    float[] outputs = new float[3];
    for (int i = 0; i < 8 * Watch.PERIOD; i++) {
      second.row().row(SAMPLES[0], 0, outputs, 0);
    }
    while (recovery.isBusy()) {
      Thread.sleep(1);
    }
    assertEquals(1, stats().withdrawals());
    assertEquals(1, stats().recoveries());
  }

  @Test
  void onlySlowCallsInARowGiveTheAlarmAndOnlyOnce() {
    AtomicInteger alarms = new AtomicInteger();
    Watch watch = new Watch();
    watch.sample(Long.MAX_VALUE, 1); // nobody wants to know
    watch.arm(100, alarms::incrementAndGet);
    for (int i = 0; i < 100; i++) {
      watch.sample(i % 8 == 7 ? 100 : 101, 1);
      watch.sample(Long.MAX_VALUE, 31); // too few rows to tell
    }
    assertEquals(0, alarms.get());
    watch.sample(100, 1);
    for (int i = 0; i < 7; i++) {
      watch.sample(100 * 64 + 1, 64);
    }
    assertEquals(0, alarms.get());
    for (int i = 0; i < 20; i++) {
      watch.sample(101, 1);
    }
    assertEquals(1, alarms.get());
    assertFalse(watch.limit() < Double.POSITIVE_INFINITY);
  }
}
