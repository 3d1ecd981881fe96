package dev.neurite.serve;

import dev.neurite.check.Recorder;

/** Events of live models: as {@link Events} are those of predictors. */
final class LiveEvents {
  private LiveEvents() {}

  /** Begins a publication; null where nobody records. */
  static PublishEvent beginPublish() {
    if (!Recorder.isStarted()) {
      return null;
    }
    PublishEvent event = new PublishEvent();
    event.begin();
    return event;
  }

  static void published(PublishEvent event, long version, boolean reused) {
    if (event != null && event.shouldCommit()) {
      event.version = version;
      event.reused = reused;
      event.commit();
    }
  }

  static void refused(PublishEvent event, String reason) {
    if (event != null && event.shouldCommit()) {
      event.refusal = reason;
      event.commit();
    }
  }

  static void rolledBack(long from, long to) {
    if (Recorder.isStarted()) {
      RollbackEvent event = new RollbackEvent();
      if (event.shouldCommit()) {
        event.from = from;
        event.to = to;
        event.commit();
      }
    }
  }
}
