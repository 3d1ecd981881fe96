package dev.neurite.serve;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.network.Schema;
import dev.neurite.optim.Sgd;
import dev.neurite.random.CounterRandom;
import dev.neurite.random.CounterRandom.Purpose;
import dev.neurite.testing.TestBackend;
import dev.neurite.train.TrainingException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveTrainerTest {
  private static final NetworkSpec SPEC = NetworkSpec.chain(4, dense(1));
  private static final LiveOptions OPTIONS =
      LiveOptions.DEFAULT.withPredictors(
          PredictorOptions.DEFAULT.withBackend(TestBackend.expected()));
  private static final float[] BEFORE = {1, -2, 0.5f, 3};
  private static final float[] AFTER = {-3, 1, 2, 0};

  private static Network network() {
    return Network.of(SPEC, TestBackend.expected()).initialise(1);
  }

  private static float[] row(long index) {
    CounterRandom random = new CounterRandom(7, Purpose.SAMPLE);
    float[] row = new float[4];
    for (int i = 0; i < 4; i++) {
      row[i] = (float) random.normal(index, i);
    }
    return row;
  }

  private static float target(float[] weights, float[] row) {
    float sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += weights[i] * row[i];
    }
    return sum;
  }

  /** The mean squared difference to a target on rows nobody trained on. */
  private static double error(LiveModel live, float[] weights) {
    double sum = 0;
    for (int r = 0; r < 100; r++) {
      float[] row = row(1_000_000 + r);
      double difference = live.predict(row)[0] - target(weights, row);
      sum += difference * difference / 100;
    }
    return sum;
  }

  /** Lets the trainer learn a target until that many rows more have been trained on. */
  private static void teach(LiveTrainer trainer, float[] weights, int rows)
      throws InterruptedException {
    long enough = trainer.stats().trained() + rows;
    for (int r = 0; r < rows; r++) {
      float[] row = row(r);
      assertTrue(trainer.put(row, target(weights, row)), () -> trainer.stats().toString());
    }
    while (trainer.stats().trained() < enough) {
      Thread.sleep(1);
    }
  }

  /** η = 0.1 on features of variance 1 shrinks the error by 0.8² a step or so: 60 are plenty. */
  @Test
  void itLearnsATargetThatDrifts() throws InterruptedException {
    try (Network network = network()) {
      LiveModel live = LiveModel.of(network, OPTIONS);
      PublishPolicy policy = PublishPolicy.everyRows(200).unlessWorseOn(200);
      try (LiveTrainer trainer =
          LiveTrainer.of(live, network, new SquaredError())
              .optimiser(new Sgd(0.1f))
              .publish(policy)
              .start()) {
        assertTrue(error(live, BEFORE) > 5);
        teach(trainer, BEFORE, 4_000);
        assertTrue(error(live, BEFORE) < 1e-3, () -> "error " + error(live, BEFORE));
        teach(trainer, AFTER, 4_000);
        assertTrue(error(live, AFTER) < 1e-3, () -> "error " + error(live, AFTER));
        assertTrue(error(live, BEFORE) > 5);
        LiveTrainerStats stats = trainer.stats();
        assertEquals(8_000, stats.accepted());
        assertEquals(0, stats.rejected());
        assertTrue(stats.published() >= 2, stats::toString);
        assertEquals(stats.published() + 1, live.stats().published());
        assertEquals(0, live.stats().current().calls() % 100, "the trainer's are not counted");
      }
    }
  }

  @Test
  void aVersionThatIsWorseThanTheOneThatAnswersIsWithheld() throws InterruptedException {
    try (Network perfect = network();
        Network network = network()) {
      perfect.parameters().getFirst().value().copyFrom(BEFORE);
      LiveModel live = LiveModel.of(perfect, OPTIONS);
      PublishPolicy policy = PublishPolicy.everyRows(100).unlessWorseOn(100);
      try (LiveTrainer trainer =
          LiveTrainer.of(live, network, new SquaredError())
              .optimiser(new Sgd(1e-6f))
              .publish(policy)
              .start()) {
        teach(trainer, BEFORE, 1_000);
        while (trainer.stats().withheld() < 5) {
          trainer.put(row(1), 0);
        }
        assertEquals(0, trainer.stats().published());
        assertEquals(1, live.version());
      }
    }
  }

  @Test
  void whatFewRowsTaughtIsPublishedAfterTheTime() throws InterruptedException {
    try (Network network = network()) {
      LiveModel live = LiveModel.of(network, OPTIONS);
      try (LiveTrainer trainer =
          LiveTrainer.of(live, network, new SquaredError())
              .publish(PublishPolicy.every(Duration.ofMillis(1)))
              .start()) {
        trainer.put(row(1), 1);
        while (live.version() < 2) {
          Thread.sleep(1);
        }
        assertEquals(1, trainer.stats().trained());
      }
    }
  }

  @Test
  void trainingThatFailsIsKeptReportedAndPublishesNothingMore() throws InterruptedException {
    try (Network network = network()) {
      LiveModel live = LiveModel.of(network, OPTIONS);
      LiveTrainer trainer =
          LiveTrainer.of(live, network, new SquaredError())
              .optimiser(new Sgd(1e20f))
              .batch(1)
              .publish(PublishPolicy.everyRows(1_000_000))
              .start();
      while (trainer.put(row(1), 1)) {
        Thread.onSpinWait();
      }
      while (trainer.stats().failure().isEmpty()) {
        Thread.onSpinWait();
      }
      Throwable failure = trainer.stats().failure().get();
      assertInstanceOf(TrainingException.class, failure);
      assertFalse(trainer.offer(row(1), 1));
      assertTrue(trainer.stats().rejected() >= 2);
      assertEquals(1, live.version());
      assertTrue(Float.isFinite(live.predict(row(1))[0]));
      TrainingException report = assertThrows(TrainingException.class, trainer::close);
      assertSame(failure, report.getCause());
      assertTrue(report.getMessage().startsWith("live trainer: training had ended: training: the"));
      trainer.close();
    }
  }

  @Test
  void aVersionThatTheLiveModelRefusesEndsTraining() throws InterruptedException {
    try (Network first = network();
        Network network = network()) {
      LiveModel live = LiveModel.of(first, OPTIONS);
      network.parameters().getFirst().value().set(0, Float.NaN);
      LiveTrainer trainer =
          LiveTrainer.of(live, network, new SquaredError())
              .publish(PublishPolicy.everyRows(1))
              .start();
      trainer.put(row(1), 1);
      while (trainer.stats().failure().isEmpty()) {
        Thread.onSpinWait();
      }
      assertEquals(1, live.version());
      assertThrows(TrainingException.class, trainer::close);
    }
  }

  @Test
  void closingEndsTheThreadAndLeavesTheNetworkOpen() throws InterruptedException {
    try (Network network = network()) {
      LiveModel live = LiveModel.of(network, OPTIONS);
      LiveTrainer trainer = LiveTrainer.of(live, network, new SquaredError()).start();
      assertTrue(Thread.getAllStackTraces().keySet().stream().anyMatch(LiveTrainerTest::isTrainer));
      trainer.close();
      assertTrue(
          Thread.getAllStackTraces().keySet().stream().noneMatch(LiveTrainerTest::isTrainer));
      assertFalse(trainer.put(row(1), 1));
      assertEquals(1, network.predict(row(1)).length);
    }
  }

  private static boolean isTrainer(Thread thread) {
    return thread.getName().equals("neurite-live-trainer");
  }

  @Test
  void itIsSetUpBeforeItStartsAndUsedAfter() {
    try (Network network = network();
        Network other = Network.of(5, dense(1))) {
      LiveModel live = LiveModel.of(network, OPTIONS);
      assertEquals(
          "live trainer: the model has 4 features and 1 outputs, the network 5 and 1",
          messageOf(
              IllegalArgumentException.class,
              () -> LiveTrainer.of(live, other, new SquaredError())));
      try (LiveTrainer trainer = LiveTrainer.of(live, network, new SquaredError())) {
        assertEquals(
            "live trainer: not started; call start() first",
            messageOf(IllegalStateException.class, () -> trainer.offer(row(1), 1)));
        trainer.start();
        assertEquals(
            "live trainer: started already",
            messageOf(IllegalStateException.class, () -> trainer.batch(8)));
        assertEquals(
            "live trainer: started already",
            messageOf(IllegalStateException.class, trainer::start));
      }
    }
  }

  @Test
  void aPolicySaysWhenPublicationIsDue() {
    PublishPolicy rows = PublishPolicy.everyRows(10);
    assertFalse(rows.isDue(9, Long.MAX_VALUE));
    assertTrue(rows.isDue(10, 0));
    PublishPolicy either = rows.orEvery(Duration.ofNanos(50));
    assertFalse(either.isDue(9, 49));
    assertTrue(either.isDue(1, 50));
    assertFalse(either.isDue(0, 50), "nothing new");
    assertEquals(
        "publish policy: nothing says when to publish; give a number of rows or a time",
        messageOf(IllegalArgumentException.class, () -> new PublishPolicy(0, Duration.ZERO, 5)));
  }

  @Test
  void theWindowSlides() {
    SlidingLoss window = new SlidingLoss(3);
    window.add(1, 10);
    window.add(2, 20);
    assertFalse(window.isFull());
    assertEquals(1.5, window.candidate());
    window.add(3, 30);
    assertTrue(window.isFull());
    window.add(7, 70);
    assertEquals(4, window.candidate());
    assertEquals(40, window.current());
    window.clear();
    assertFalse(window.isFull());
    window.add(5, 50);
    assertEquals(5, window.candidate());
  }

  @Test
  void aNetworkWithOtherNamesIsRefusedBeforeAnythingIsLearned() {
    try (Network named = network().schema(names("a", "b", "c", "d"));
        Network other = network().schema(names("a", "c", "b", "d"))) {
      LiveModel live = LiveModel.of(named, OPTIONS);
      assertEquals(
          "live model: feature 1 of a version must be called \"b\" like the first's, got \"c\"",
          messageOf(
              IllegalArgumentException.class,
              () -> LiveTrainer.of(live, other, new SquaredError())));
      assertEquals(0, live.stats().refused());
    }
  }

  private static Schema names(String... features) {
    return new Schema(Optional.empty(), List.of(features), List.of());
  }
}
