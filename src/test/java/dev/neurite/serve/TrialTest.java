package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.testing.TestBackend;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Prescribed kernels, which have no rival, warm up and come to an end. By a clock of the test's.
 */
@Tag("kernel")
class TrialTest {
  private static final long WINDOW = 3_000_000; // ns: so long that it is one call
  private static final double COMPILING = 1500; // ms of work that C2 is given

  /** Windows that get neither faster nor slower. */
  private static LongSupplier even() {
    return new LongSupplier() {
      private long now;

      @Override
      public long getAsLong() {
        now += WINDOW;
        return now;
      }
    };
  }

  private static WarmUpReport.Stage warmed(Backend backend) {
    try (Network network = Network.of(5, dense(9, RELU), dense(3)).initialise(1)) {
      Route route = Routes.of(Freezer.freeze(network.snapshot()), backend, false).row();
      Timing timing = new Timing(route, 1, new float[1][5], even());
      Trial trial = new Trial("rows", timing, null, null, r -> {});
      for (int steps = 0; !trial.over(); steps++) {
        assertTrue(steps < 2 * COMPILING * 1e6 / WINDOW, "it must end");
        trial.step();
      }
      return trial.result();
    }
  }

  @Test
  void kernelsThatGetNoFasterAreGivenTheTimeThatC2Needs() {
    WarmUpReport.Stage stage = warmed(TestBackend.expected());
    boolean scalar = stage.kernels().equals(Route.SCALAR);
    assertTrue(scalar || stage.millis() >= COMPILING, stage::toString);
    assertEquals("nothing to choose", stage.reason());
  }

  @Test
  void scalarKernelsAreReadyOnceTheySettle() {
    WarmUpReport.Stage stage = warmed(Backend.scalar());
    assertTrue(stage.millis() < COMPILING / 2, stage::toString);
  }

  /** Else loops with long sums are compiled from their middle, which takes a second. */
  @Test
  void theCandidateIsCalledWithShortSumsFirst() {
    try (Network network = Network.of(300, dense(20, RELU), dense(5, RELU)).initialise(1)) {
      Frozen frozen = Freezer.freeze(network.snapshot());
      Timing[] timings = new Timing[3];
      for (int i = 0; i < timings.length; i++) {
        Frozen plan = i == 2 ? frozen.shortened() : frozen;
        Route route = Routes.of(plan, Backend.scalar(), false).row();
        timings[i] = new Timing(route, 1, new float[1][300], even());
      }
      Trial trial = new Trial("rows", timings[0], timings[1], timings[2], r -> {});
      while (timings[2].calls() < 1_024) {
        trial.step();
        assertEquals(0, timings[1].calls());
      }
      for (int steps = 0; timings[1].calls() == 0; steps++) {
        assertTrue(steps < 200, "where nothing gets faster, it ends");
        trial.step();
      }
      assertEquals(300, timings[1].route().in());
    }
  }

  @Test
  void shortSumsHaveAtMostThirtyTwoRounds() {
    try (Network network = Network.of(300, dense(20, RELU), dense(5, RELU)).initialise(1)) {
      Frozen brief = Freezer.freeze(network.snapshot()).shortened();
      assertEquals(20 * 32 + 5 * 20, brief.products());
      assertEquals(300, brief.in());
    }
  }
}
