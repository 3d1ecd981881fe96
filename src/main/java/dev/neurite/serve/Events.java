package dev.neurite.serve;

import java.nio.file.Path;
import jdk.jfr.FlightRecorder;

/**
 * Events of the flight recorder. Where the JVM has no module {@code jdk.jfr}, or this module
 * doesn't read it, there are none: then no class of the recorder is touched.
 *
 * <p>An event that nobody records is an object without effect.
 */
final class Events {
  /** True where classes of the recorder can be used. */
  static final boolean AVAILABLE = isAvailable();

  private Events() {}

  /** True if somebody has started the recorder, though perhaps not to record this. */
  static boolean isStarted() {
    return AVAILABLE && FlightRecorder.isInitialized();
  }

  private static boolean isAvailable() {
    Module own = Events.class.getModule();
    ModuleLayer layer = own.getLayer() == null ? ModuleLayer.boot() : own.getLayer();
    return layer.findModule("jdk.jfr").filter(own::canRead).isPresent();
  }

  /** Begins a load; null where nobody records. */
  static LoadEvent beginLoad() {
    if (!isStarted()) {
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
    if (!isStarted()) {
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
    if (!isStarted()) {
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
