package dev.neurite.cli;

import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import dev.neurite.train.Trainer;
import java.util.List;

/** Schedules of the learning rate as they are written: {@code cosine}, {@code steps:10,0.5}. */
final class Schedules {
  static final List<String> NAMES =
      List.of("constant", "cosine", "steps", "exponential", "one-cycle", "plateau");

  private Schedules() {}

  /** Gives a trainer the schedule of this text. */
  static void apply(Trainer trainer, String text) {
    String name = text.replaceFirst(":.*", "");
    double[] numbers = numbers(text);
    switch (name) {
      case "constant" -> trainer.schedule(new Schedule.Constant());
      case "cosine" -> trainer.schedule(new Schedule.Cosine(at(numbers, 0, 0)));
      case "steps" ->
          trainer.schedule(new Schedule.Steps((int) at(numbers, 0, 10), at(numbers, 1, 0.1f)));
      case "exponential" -> trainer.schedule(new Schedule.Exponential(at(numbers, 0, 0.95f)));
      case "one-cycle" -> trainer.schedule(new Schedule.OneCycle());
      case "plateau" -> trainer.reduceOnPlateau(new ReduceOnPlateau());
      default ->
          throw new IllegalArgumentException(
              "--schedule: expected one of " + NAMES + ", got \"" + text + "\"");
    }
  }

  private static float at(double[] numbers, int index, float otherwise) {
    return index < numbers.length ? (float) numbers[index] : otherwise;
  }

  private static double[] numbers(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return new double[0];
    }
    try {
      return List.of(text.substring(colon + 1).split(",")).stream()
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--schedule: expected numbers after the colon, as in steps:10,0.1, got \"" + text + "\"",
          e);
    }
  }
}
