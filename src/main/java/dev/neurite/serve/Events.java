package dev.neurite.serve;

import dev.neurite.check.Recorder;
import java.nio.file.Path;

/**
 * Events of the flight recorder, where {@link Recorder} says that somebody has started one;
 * otherwise no class of it is touched.
 *
 * <p>An event that nobody records is an object without effect.
 */
final class Events {
  private Events() {}

  /** Begins a load; null where nobody records. */
  static LoadEvent beginLoad() {
    if (!Recorder.isStarted()) {
      return null;
    }
    LoadEvent event = new LoadEvent();
    event.begin();
    return event;
  }

  static void end(LoadEvent event, Path path) {
    if (event != null && event.shouldCommit()) {
      event.path = path.toString();
      event.commit();
    }
  }

  /** Begins a freeze; null where nobody records. */
  static FreezeEvent beginFreeze() {
    if (!Recorder.isStarted()) {
      return null;
    }
    FreezeEvent event = new FreezeEvent();
    event.begin();
    return event;
  }

  static void end(FreezeEvent event, int in, int out, FreezeReport report) {
    if (event != null && event.shouldCommit()) {
      event.in = in;
      event.out = out;
      event.folded = report.folded();
      event.largestDifference = report.largestDifference();
      event.commit();
    }
  }

  /** Begins warming up; null where nobody records. */
  static WarmUpEvent beginWarmUp() {
    if (!Recorder.isStarted()) {
      return null;
    }
    WarmUpEvent event = new WarmUpEvent();
    event.begin();
    return event;
  }

  /** Ends one stage of warming up, if there is one of this index. */
  static void end(WarmUpEvent event, WarmUpReport report, int index) {
    int stages = report.stages().size();
    if (event == null || index > 0 && index >= stages || !event.shouldCommit()) {
      return;
    }
    event.reason = report.reason();
    if (index < stages) {
      WarmUpReport.Stage stage = report.stages().get(index);
      event.calls = stage.calls();
      event.kernels = stage.kernels();
      event.count = stage.count();
      event.nanosBefore = stage.nanosBefore();
      event.nanosAfter = stage.nanosAfter();
    }
    event.commit();
  }

  /** A call that hasn't begun; only where the recorder is started. */
  static PredictEvent predict() {
    return new PredictEvent();
  }

  static void end(PredictEvent event, String kernels) {
    event.end();
    if (event.shouldCommit()) {
      event.kernels = kernels;
      event.commit();
    }
  }
}
