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
      Trial trial = new Trial("rows", timing, null, r -> {});
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
}
