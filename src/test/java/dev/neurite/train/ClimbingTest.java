package dev.neurite.train;

import static dev.neurite.layer.Layers.dense;
import static dev.neurite.testing.Assertions.hashOfParameters;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.backend.Backend;
import dev.neurite.data.Dataset;
import dev.neurite.loss.SquaredError;
import dev.neurite.network.Network;
import dev.neurite.network.NetworkSpec;
import dev.neurite.optim.Sgd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loss that climbs ends a run while it is a number yet. */
class ClimbingTest {

  /** (w + b − 5)², 20 times: its curvature is 4, or 2 where the loss is halved. */
  private static Dataset data() {
    float[][] x = new float[20][];
    float[][] y = new float[20][];
    Arrays.setAll(x, r -> new float[] {1});
    Arrays.setAll(y, r -> new float[] {5});
    return Dataset.regression(x, y);
  }

  private static Network network() {
    return Network.of(NetworkSpec.chain(1, dense(1)), Backend.scalar());
  }

  private static Trainer trainer(Network network, float rate) {
    return Trainer.of(network, new SquaredError()).optimiser(new Sgd(rate)).batch(1).epochs(1000);
  }

  /** The least rate, in steps of 2 %, at which the loss grows. */
  private static float tooLarge() {
    for (float rate = 0.3f; rate < 3; rate *= 1.02f) {
      try (Network network = network()) {
        Trainer trainer = trainer(network, rate).epochs(3);
        List<EpochResult> epochs = trainer.fit(data()).epochs();
        if (epochs.get(2).loss() > 1.5 * epochs.get(1).loss()) {
          return rate;
        }
      }
    }
    throw new AssertionError("it never grows");
  }

  @Test
  void aLossThatClimbsEndsTheRunWithNumbersLayerAndAdvice() {
    float rate = tooLarge();
    try (Network network = network()) {
      String message = messageOf(TrainingException.class, () -> trainer(network, rate).fit(data()));
      assertTrue(
          message.matches(
              "training: the loss climbs: its mean over 100 steps is [0-9.E]+, the lowest was"
                  + " [0-9.E]+ in epoch \\d+, batch \\d+ of 20 \\(step \\d+\\); the gradient of"
                  + " dense1\\.\\w+ is the steepest, of norm [0-9.E]+ against weights of [0-9.E]+;"
                  + " lower the learning rate \\([0-9.]+\\) or scale the features"),
          message);
    }
  }

  @Test
  void theBestWeightsComeBack() {
    float rate = tooLarge();
    List<String> bits = new ArrayList<>();
    try (Network network = network()) {
      Trainer trainer =
          trainer(network, rate)
              .validation(data())
              .listener(
                  new TrainingListener() {
                    @Override
                    public void epochDone(EpochResult result) {
                      bits.add(hashOfParameters(network));
                    }
                  });
      String message = messageOf(TrainingException.class, () -> trainer.fit(data()));
      assertTrue(message.endsWith("; the network has the best weights again, those of epoch 1"));
      assertEquals(bits.getFirst(), hashOfParameters(network));
      assertFalse(bits.getLast().equals(bits.getFirst()));
    }
  }

  @Test
  void aRuleOfManyStepsLetsItClimbUntilItIsNoNumber() {
    float rate = tooLarge();
    try (Network network = network()) {
      Trainer trainer = trainer(network, rate).climbing(new Climbing(Integer.MAX_VALUE, 10, 0));
      String message = messageOf(TrainingException.class, () -> trainer.fit(data()));
      assertTrue(message.startsWith("training: the loss is "), message);
    }
  }

  @Test
  void aLossThatComesBackDoesNotClimb() {
    Climb climb = new Climb(new Climbing(4, 2, 0.5f));
    for (int round = 0; round < 50; round++) {
      assertFalse(climb.add(round % 10 == 0 ? 40 : 1), "a jump in step " + round);
    }
  }

  @Test
  void whatStaysHighForAsManyStepsClimbs() {
    Climb climb = new Climb(new Climbing(4, 2, 0.5f));
    for (int i = 0; i < 10; i++) {
      assertFalse(climb.add(0.01), "low");
      Climb again = new Climb(new Climbing(4, 2, 0.5f));
      again.state(climb.state());
      climb = again;
    }
    for (int i = 0; i < 20; i++) {
      assertFalse(climb.add(0.9), "below twice the floor");
    }
    for (int i = 1; i <= 4; i++) {
      assertEquals(i == 4, climb.add(50), "step " + i);
    }
  }

  @Test
  void badRulesAreRefusedWithTheNumbers() {
    assertEquals(
        "climbing: factor must be in (1.0, Infinity), got 1.0",
        messageOf(IllegalArgumentException.class, () -> new Climbing(1, 1, 0)));
  }
}
