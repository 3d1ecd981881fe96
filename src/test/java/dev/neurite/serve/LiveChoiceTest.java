package dev.neurite.serve;

import static dev.neurite.activation.Activations.RELU;
import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.testing.TestBackend;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Kernels are chosen once for all versions of one description, whatever becomes of a version. */
class LiveChoiceTest {
  private static final NetworkSpec SPEC =
      NetworkSpec.chain(9, dense(40, RELU), dense(12, RELU), dense(3));
  private static final NetworkSpec WIDER = NetworkSpec.chain(9, dense(50, RELU), dense(3));
  private static final float[] ROW = {1, -2, 0.5f, 0, 3, 0.25f, -1, 2, -0.125f};
  private static final PredictorOptions WHEN_ASKED = PredictorOptions.DEFAULT.withoutBackground();
  private static final LiveOptions ASKED = LiveOptions.DEFAULT.withPredictors(WHEN_ASKED);

  private static Network network(NetworkSpec spec, long seed) {
    return Network.of(spec, TestBackend.expected()).initialise(seed);
  }

  private static Network network(long seed) {
    return network(SPEC, seed);
  }

  private static long publish(LiveModel live, NetworkSpec spec, long seed) {
    try (Network next = network(spec, seed)) {
      return live.publish(next);
    }
  }

  private static long publish(LiveModel live, long seed) {
    return publish(live, SPEC, seed);
  }

  /** What a version of this seed answers: by a predictor of its own. */
  private static float[] answer(long seed) {
    try (Network network = network(seed)) {
      return Predictor.of(network, TestBackend.expected()).predict(ROW);
    }
  }

  private static void awaitChoice(LiveModel live) throws InterruptedException {
    while (!predictor(live).hasChosen()) {
      Thread.sleep(1);
    }
  }

  @Test
  void versionsAnswerOnTheKernelsThatTheFirstHasChosen() throws InterruptedException {
    try (Network first = network(1)) {
      PredictorOptions whenAsked = PredictorOptions.DEFAULT.withoutBackground();
      LiveModel live = LiveModel.of(first, LiveOptions.DEFAULT.withPredictors(whenAsked));
      Predictor pioneer = predictor(live);
      for (int seed = 2; seed < 9; seed++) {
        publish(live, seed);
      }
      assertFalse(predictor(live).hasChosen());
      WarmUpReport report = live.warmUp();
      assertTrue(predictor(live).hasChosen());
      assertEquals(pioneer.report(), live.report());
      assertEquals(report.reason(), live.report().reason());
      assertSameBits(answer(8), live.predict(ROW));
      for (int seed = 9; seed < 20; seed++) {
        publish(live, seed);
        assertTrue(predictor(live).hasChosen());
        assertEquals(pioneer.report(), live.report());
        assertSameBits(answer(seed), live.predict(ROW));
      }
      assertTrue(live.stats().reused() >= 11 + 3, () -> live.stats().toString());
    }
  }

  /** Also without anyone who asks for it, and in memory that has been used again meanwhile. */
  @Test
  void versionsPublishedBeforeTheChoiceFollowIt() throws InterruptedException {
    try (Network first = network(1)) {
      LiveModel live = LiveModel.of(first);
      Predictor pioneer = predictor(live);
      int seed = 12;
      for (int next = 2; next <= seed; next++) {
        publish(live, next);
        assertFalse(predictor(live).isWarmingUp(), "the first does it for all");
      }
      pioneer.warmUp(); // hurries the thread that does it, and tells nobody
      while (!predictor(live).hasChosen()) {
        Thread.sleep(1);
      }
      assertEquals(pioneer.report(), live.report());
      assertSameBits(answer(seed), live.predict(ROW));
      while (live.rollback() > seed - 2) {
        assertEquals(pioneer.report(), live.report());
        assertSameBits(answer(live.version()), live.predict(ROW));
      }
    }
  }

  private static Predictor predictor(LiveModel live) {
    Version version = live.versions().enter();
    version.turnBack();
    return version.predictor();
  }

  /** Closed by its owner before it has begun, or while it is at it. */
  @Test
  void whereTheOneThatChoosesIsClosedAnotherVersionChooses() throws InterruptedException {
    try (Network first = network(1)) {
      Predictor idle = Predictor.of(first, WHEN_ASKED);
      LiveModel live = LiveModel.of(idle, ASKED);
      publish(live, 2);
      idle.close();
      assertEquals(2, live.warmUp().stages().size());
      assertTrue(predictor(live).hasChosen());
      assertSameBits(answer(2), live.predict(ROW));

      Predictor busy = Predictor.of(first);
      LiveModel other = LiveModel.of(busy);
      publish(other, 2);
      busy.close();
      publish(other, 3);
      awaitChoice(other);
      assertSameBits(answer(3), other.predict(ROW));
      publish(other, 4);
      assertTrue(predictor(other).hasChosen());
    }
  }

  @Test
  void aVersionThatComesBackGetsTheChoiceOfItsDescription() throws InterruptedException {
    try (Network first = network(1)) {
      LiveModel live = LiveModel.of(first, ASKED);
      publish(live, WIDER, 2);
      live.warmUp();
      live.rollback();
      assertFalse(predictor(live).hasChosen());
      live.warmUp();
      assertTrue(predictor(live).hasChosen());

      LiveModel busy = LiveModel.of(first, LiveOptions.DEFAULT.withKept(1));
      publish(busy, 2); // waits for the first
      publish(busy, WIDER, 3); // which is forgotten
      busy.rollback();
      awaitChoice(busy);
      assertSameBits(answer(2), busy.predict(ROW));
    }
  }

  /** A predictor that its owner has published takes the choice as well, or has made its own. */
  @Test
  void predictorsOfACallerFollowToo() throws InterruptedException {
    try (Network first = network(1);
        Network second = network(2)) {
      LiveModel live = LiveModel.of(first, ASKED);
      live.warmUp();
      Predictor own = Predictor.of(second, WHEN_ASKED);
      live.publish(own);
      assertTrue(own.hasChosen());
      assertEquals(live.warmUp(), own.warmUp());
    }
  }

  @Tag("kernel")
  @Test
  void kernelsPrescribedForThePredictorOfACallerAreNoChoiceForLaterVersions()
      throws InterruptedException {
    try (Network first = network(1)) {
      Predictor prescribed = Predictor.of(first, Backend.scalar());
      prescribed.warmUp();
      LiveModel live =
          LiveModel.of(
              prescribed,
              LiveOptions.DEFAULT.withPredictors(PredictorOptions.DEFAULT.withoutBackground()));
      publish(live, 2);
      assertEquals("SIMD kernels are not measured yet", live.report().reason());
      publish(live, 3);
      assertEquals("SIMD kernels are not measured yet", live.report().reason());
      live.rollback();
      assertSameBits(answer(2), live.predict(ROW));
    }
  }
}
