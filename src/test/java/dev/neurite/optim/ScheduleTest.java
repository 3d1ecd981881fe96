package dev.neurite.optim;

import static dev.neurite.testing.Assertions.assertWithin;
import static dev.neurite.testing.Assertions.messageOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Schedules against PyTorch; {@code src/test/python/schedules.py} has made the numbers. */
class ScheduleTest {
  private static final int STEPS_PER_EPOCH = 4;
  private static final int EPOCHS = 6;

  private static double[] fixture(String name) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                ScheduleTest.class.getResourceAsStream("schedules.csv"), StandardCharsets.UTF_8))) {
      String line =
          lines.readAllLines().stream().filter(l -> l.startsWith(name)).findFirst().orElseThrow();
      return Stream.of(line.split(",")).skip(1).mapToDouble(Double::parseDouble).toArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void check(String name, Schedule schedule) {
    double[] expected = fixture(name);
    assertEquals(STEPS_PER_EPOCH * EPOCHS, expected.length);
    for (int i = 0; i < expected.length; i++) {
      double actual = schedule.factor(i + 1, STEPS_PER_EPOCH, EPOCHS);
      assertWithin(expected[i], actual, 1e-9, schedule + " step " + (i + 1));
    }
  }

  @Test
  void ratesAreThoseOfPyTorch() {
    check("steps", new Schedule.Steps(2, 0.3f));
    check("exponential", new Schedule.Exponential(0.9f));
    check("cosine", new Schedule.Cosine(0.1f));
    check("onecycle", new Schedule.OneCycle());
    check("warmup", new Schedule.WarmUp(5, 0.25f, new Schedule.Constant()));
  }

  @Test
  void aWarmUpIsMultipliedWithWhatComesThen() {
    Schedule schedule = new Schedule.WarmUp(8, 0.5f, new Schedule.Exponential(0.5f));
    assertEquals(0.75 * 0.5, schedule.factor(5, STEPS_PER_EPOCH, EPOCHS));
    assertEquals(0.25, schedule.factor(9, STEPS_PER_EPOCH, EPOCHS));
  }

  @Test
  void aPlateauLowersTheRateAsPyTorchDoes() {
    List<Double> losses = List.of(3.0, 2.0, 1.99, 1.985, 1.5, 1.6, 1.7, 1.5, 1.49, 1.0);
    ReduceOnPlateau rule = new ReduceOnPlateau(0.5f, 1, 0.01f, 0);
    double[] expected = fixture("plateau");
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], rule.factorAfter(losses.subList(0, i + 1)), "epoch " + (i + 1));
    }
    assertEquals(0.4f, new ReduceOnPlateau(0.5f, 1, 0.01f, 0.4f).factorAfter(losses));
  }

  @Test
  void badSettingsAreRefusedWithTheNumbers() {
    assertEquals(
        "steps: everyEpochs must be 1 or more, got 0",
        messageOf(IllegalArgumentException.class, () -> new Schedule.Steps(0, 1)));
    assertEquals(
        "cosine: minimum must be in [0.0, 1.0), got 1.0",
        messageOf(IllegalArgumentException.class, () -> new Schedule.Cosine(1)));
    assertEquals(
        "reduceOnPlateau: factor must be in (0.0, 1.0), got 2.0",
        messageOf(IllegalArgumentException.class, () -> new ReduceOnPlateau(2, 1, 0, 0)));
    assertEquals(
        "reduceOnPlateau: factor must be in (0.0, 1.0), got 0.0",
        messageOf(IllegalArgumentException.class, () -> new ReduceOnPlateau(0, 1, 0, 0)));
    assertEquals(
        "oneCycle: rise must be in (0.0, 1.0), got 0.0",
        messageOf(IllegalArgumentException.class, () -> new Schedule.OneCycle(0, 2, 2)));
  }
}
