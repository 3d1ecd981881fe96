package dev.neurite.check;

import java.util.Optional;
import jdk.jfr.FlightRecorder;

/**
 * Whether there is a flight recorder to send events to: {@code jdk.jfr} is optional.
 *
 * <p>Where it is not there, or this module doesn't read it, no class of it is touched.
 */
public final class Recorder {
  /** True where its classes can be used. */
  public static final boolean AVAILABLE = isAvailable();

  private Recorder() {}

  /** True if somebody has started it, though perhaps not to record events of ours. */
  public static boolean isStarted() {
    return AVAILABLE && FlightRecorder.isInitialized();
  }

  private static boolean isAvailable() {
    Module own = Recorder.class.getModule();
    ModuleLayer layer = own.getLayer() == null ? ModuleLayer.boot() : own.getLayer();
    Optional<Module> recorder = layer.findModule("jdk.jfr");
    return recorder.isPresent() && own.canRead(recorder.get()); // a lambda would cost a start 5 ms
  }
}
