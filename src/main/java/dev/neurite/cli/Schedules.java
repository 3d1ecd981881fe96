package dev.neurite.cli;

import dev.neurite.optim.ReduceOnPlateau;
import dev.neurite.optim.Schedule;
import dev.neurite.train.Trainer;
import java.util.List;
import java.util.Optional;

/** Schedules of the learning rate as they are written: {@code cosine}, {@code steps:10,0.5}. */
final class Schedules {
  static final List<String> NAMES =
      List.of("constant", "cosine", "steps", "exponential", "one-cycle", "plateau");

  private Schedules() {}

  /** Gives a trainer the schedule of this text. */
  static void apply(Trainer trainer, String text) {
    trainer.schedule(of(text));
    plateau(text).ifPresent(trainer::reduceOnPlateau);
  }

  /** The schedule of this text, by steps. */
  static Schedule of(String text) {
    String name = text.replaceFirst(":.*", "");
    double[] numbers = numbers(text);
    return switch (name) {
      case "constant", "plateau" -> new Schedule.Constant();
      case "cosine" -> new Schedule.Cosine(at(numbers, 0, 0));
      case "steps" -> new Schedule.Steps((int) at(numbers, 0, 10), at(numbers, 1, 0.1f));
      case "exponential" -> new Schedule.Exponential(at(numbers, 0, 0.95f));
      case "one-cycle" -> new Schedule.OneCycle();
      default ->
          throw new IllegalArgumentException(
              "--schedule: expected one of " + NAMES + ", got \"" + text + "\"");
    };
  }

  /** What lowers the learning rate when the loss no longer falls, if the text asks for it. */
  static Optional<ReduceOnPlateau> plateau(String text) {
    return text.equals("plateau") ? Optional.of(new ReduceOnPlateau()) : Optional.empty();
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
