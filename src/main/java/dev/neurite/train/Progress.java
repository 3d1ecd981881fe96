package dev.neurite.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** How far a training run has come: the epochs done, and the batches of the one at hand. */
final class Progress {
  private static final String NONE = "-";

  final List<EpochResult> epochs = new ArrayList<>();
  final Tally tally;
  final Climb climb;

  /** Batches of the epoch at hand that are done. */
  int batches;

  Progress(Tally tally, Climb climb) {
    this.tally = tally;
    this.climb = climb;
  }

  /** The number of the epoch at hand. */
  int epoch() {
    return epochs.size() + 1;
  }

  /** The loss of each epoch: of the validation rows, where there are some. */
  List<Double> losses() {
    return epochs.stream().map(e -> e.validationLoss().orElse(e.loss())).toList();
  }

  /** The epoch at hand is done. */
  void add(EpochResult result) {
    epochs.add(result);
    batches = 0;
    tally.reset();
  }

  /** Everything as text; numbers as Java writes them, which loses nothing. */
  Map<String, String> state() {
    Map<String, String> state = new LinkedHashMap<>();
    state.put("batches", String.valueOf(batches));
    state.put("tally", tally.state());
    state.put("climb", climb.state());
    StringBuilder lines = new StringBuilder();
    for (EpochResult e : epochs) {
      lines.append(e.loss()).append(' ').append(text(e.accuracy()));
      lines.append(' ').append(text(e.validationLoss()));
      lines.append(' ').append(text(e.validationAccuracy())).append('\n');
    }
    state.put("history", lines.toString());
    return state;
  }

  /** Takes over what {@link #state()} said. */
  void state(Map<String, String> state) {
    batches = Integer.parseInt(state.get("batches"));
    tally.state(state.get("tally"));
    String climbing = state.get("climb");
    if (climbing != null) { // files from before losses were watched for climbing don't have it
      climb.state(climbing);
    }
    epochs.clear();
    for (String line : state.get("history").lines().toList()) {
      String[] words = line.split(" ");
      epochs.add(
          new EpochResult(
              epoch(),
              Double.parseDouble(words[0]),
              number(words[1]),
              number(words[2]),
              number(words[3])));
    }
  }

  private static String text(OptionalDouble number) {
    return number.isPresent() ? String.valueOf(number.getAsDouble()) : NONE;
  }

  private static OptionalDouble number(String text) {
    return text.equals(NONE) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }
}
