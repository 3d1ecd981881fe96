package dev.neurite.train;

import dev.neurite.check.Recorder;

/** Events of training runs, where there is a flight recorder. */
final class EpochEvents {
  private EpochEvents() {}

  /** Begins an epoch; null where nobody records. */
  static EpochEvent begin() {
    if (!Recorder.isStarted()) {
      return null;
    }
    EpochEvent event = new EpochEvent();
    event.begin();
    return event;
  }

  static void end(EpochEvent event, long rows, EpochResult result) {
    if (event != null && event.shouldCommit()) {
      event.epoch = result.epoch();
      event.rows = rows;
      event.loss = result.loss();
      event.validationLoss = result.validationLoss().orElse(Double.NaN);
      event.commit();
    }
  }
}
