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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels that have lost get another chance. By clocks of the test's own, not by time. */
@Tag("kernel")
class RetrialTest {
  private static final long SCALAR = 3_000_000; // ns a window: so long that it is one call
  private static final long SECOND = 1_000_000_000;
  private static final float[] ROW = new float[5];

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5 * SECOND); // it may overflow
  private Frozen frozen;
  private Publication publication;
  private Routes first;
  private Recovery recovery;
  private volatile boolean simdIsFast;
  private volatile boolean closed;

  @BeforeEach
  void announceTheCandidate() {
    try (Network network = Network.of(5, dense(9, RELU), dense(3)).initialise(1)) {
      frozen = Freezer.freeze(network.snapshot());
    }
    first = Routes.of(frozen, Backend.scalar(), false);
    publication = new Publication(first, "lost");
    publication.candidate(Routes.of(frozen, TestBackend.expected(), false));
    recovery = new Recovery(publication, this::timing, () -> closed);
  }

  /** Windows of the same length on the first kernels; on others twice that, or a tenth. */
  private Timing timing(Route route, int rows) {
    boolean scalar = route == first.row() || route == first.batch();
    LongSupplier clock =
        new LongSupplier() {
          private long now;
          private boolean ends;

          @Override
          public long getAsLong() {
            ends = !ends;
            if (!ends) {
              now += scalar ? SCALAR : simdIsFast ? SCALAR / 10 : 2 * SCALAR;
            }
            return now;
          }
        };
    return new Timing(route, rows, new float[][] {ROW}, clock);
  }

  private Retrial lost(boolean single) {
    Retrial retrial = new Retrial(publication, recovery, now::get, single);
    retrial.await();
    return retrial;
  }

  /** So many that one is timed, after so many seconds. */
  private void callAfter(double seconds) throws InterruptedException {
    now.addAndGet((long) (seconds * SECOND));
    float[] outputs = new float[3];
    for (int i = 0; i < Watch.PERIOD; i++) {
      first.row().row(ROW, 0, outputs, 0);
    }
    first.batch().watch().sample(1, WarmUp.BATCH);
    while (recovery.isBusy()) {
      Thread.sleep(1);
    }
  }

  private int retrials() {
    return publication.stats(true).retrials();
  }

  private String reason() {
    return publication.report().reason();
  }

  @Test
  void kernelsThatLostAndWinLaterArePublishedThenAndWatched() throws InterruptedException {
    simdIsFast = true;
    lost(true);
    callAfter(9.99);
    assertEquals(0, retrials());
    assertSame(first.row(), publication.row());
    callAfter(0.01);
    assertEquals(1, retrials());
    assertSame(publication.candidate().row(), publication.row());
    assertSame(first.batch(), publication.batch());
    String why = " 300000 ns a row, scalar 3000000; measured again after 10 s, try 1 of 3";
    assertTrue(reason().endsWith(why), reason());
    assertEquals(1.5 * SCALAR, publication.row().watch().limit(), "it is watched");
    callAfter(1e6);
    assertEquals(1, retrials());
  }

  @Test
  void aNetworkThatDoesNotGainIsMeasuredThreeTimesAfterLongerAndLongerWaits()
      throws InterruptedException {
    lost(true);
    int tries = 0;
    for (int seconds : new int[] {10, 40, 160}) {
      callAfter(seconds - 0.01);
      assertEquals(tries, retrials());
      callAfter(0.01);
      assertEquals(++tries, retrials());
      String again = "; measured again after " + seconds + " s, try " + tries + " of 3";
      assertTrue(reason().endsWith(again), reason());
      assertSame(first.row(), publication.row());
    }
    for (int i = 0; i < 3; i++) {
      callAfter(1e6);
    }
    assertEquals(3, retrials());
  }

  @Test
  void batchesAreMeasuredAgainByThemselvesAndSayNothingOfSingleRows() throws InterruptedException {
    simdIsFast = true;
    lost(false);
    callAfter(10);
    assertEquals(1, retrials());
    assertSame(publication.candidate().batch(), publication.batch());
    assertSame(first.row(), publication.row());
    assertEquals("lost", reason());
    assertTrue(publication.batch().watch().limit() < Double.POSITIVE_INFINITY);
  }

  @Test
  void withoutCallsNothingIsMeasured() {
    lost(true);
    now.addAndGet(1000 * SECOND);
    assertFalse(recovery.isBusy());
    assertEquals(0, retrials());
  }

  @Test
  void aClosedPredictorIsNotMeasuredToTheEnd() throws InterruptedException {
    lost(true);
    closed = true;
    callAfter(10);
    callAfter(1e6);
    assertEquals(1, retrials());
    assertEquals("lost", reason());
  }

  /** Where there is no choice, on scalar kernels, there is nothing to measure again. */
  @Test
  void warmingUpThatEndsWithoutSimdLeadsToIt() throws InterruptedException {
    Backend backend = TestBackend.expected();
    PredictorOptions options = PredictorOptions.DEFAULT;
    publication = new Publication(first, "not measured");
    Samples samples = new Samples(5, null, frozen.products());
    WarmUp warmUp =
        new WarmUp(publication, options, frozen, samples, () -> closed, this::timing, now::get);
    warmUp.await();
    boolean scalar = backend.report().kernels().equals(Route.SCALAR);
    assertSame(first.row(), publication.row());
    simdIsFast = true;
    now.addAndGet(10 * SECOND);
    float[] outputs = new float[3];
    for (int i = 0; i <= Watch.PERIOD; i++) {
      first.row().row(ROW, 0, outputs, 0);
    }
    first.batch().watch().sample(1, WarmUp.BATCH);
    while (warmUp.isBusy()) {
      Thread.sleep(1);
    }
    assertEquals(scalar ? 0 : 2, retrials());
    assertEquals(scalar, publication.row() == first.row());
    assertEquals(scalar, publication.batch() == first.batch());
  }
}
