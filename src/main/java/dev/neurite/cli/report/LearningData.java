package dev.neurite.cli.report;

import dev.neurite.train.EpochResult;
import dev.neurite.train.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The course of a run: losses, accuracies, learning rates. */
final class LearningData {
  private static final int MOST_RATES = 400; // points: schedules are smooth

  private LearningData() {}

  static Map<String, Object> of(RunRecorder recorder, History history) {
    List<EpochResult> epochs = history.epochs();
    int n = epochs.size();
    double[] number = new double[n];
    double[] loss = new double[n];
    double[] accuracy = new double[n];
    double[] validationLoss = new double[n];
    double[] validationAccuracy = new double[n];
    for (int i = 0; i < n; i++) {
      EpochResult e = epochs.get(i);
      number[i] = e.epoch();
      loss[i] = e.loss();
      accuracy[i] = e.accuracy().orElse(Double.NaN);
      validationLoss[i] = e.validationLoss().orElse(Double.NaN);
      validationAccuracy[i] = e.validationAccuracy().orElse(Double.NaN);
    }
    List<Integer> kept =
        Series.kept(Series.MOST_POINTS, List.of(loss, validationLoss, validationAccuracy));
    return Json.object(
        "epoch", Series.pick(number, kept),
        "loss", Series.pick(loss, kept),
        "accuracy", Series.pick(accuracy, kept),
        "validationLoss", Series.pick(validationLoss, kept),
        "validationAccuracy", Series.pick(validationAccuracy, kept),
        "batch",
            Json.object(
                "place", Json.numbers(recorder.losses().places()),
                "loss", Json.numbers(recorder.losses().losses())),
        "rate", rates(recorder, epochs),
        "bestEpoch", history.bestEpoch(),
        "stop", history.stop().name());
  }

  /** The learning rate over the run, by steps. */
  private static Map<String, Object> rates(RunRecorder recorder, List<EpochResult> epochs) {
    int batches = recorder.batches();
    long steps = (long) batches * epochs.size();
    List<Double> losses = epochs.stream().map(e -> e.validationLoss().orElse(e.loss())).toList();
    int n = (int) Math.min(MOST_RATES, steps);
    List<Object> places = new ArrayList<>();
    List<Object> rates = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long step = n == 1 ? 1 : 1 + i * (steps - 1) / (n - 1);
      int before = (int) ((step - 1) / batches);
      places.add(Json.number((double) step / batches));
      rates.add(
          Json.number(recorder.settings().learningRate(step, batches, losses.subList(0, before))));
    }
    return Json.object("place", places, "rate", rates);
  }
}
