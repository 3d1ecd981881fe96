package dev.neurite.spark;

import dev.neurite.spark.example.Sessions;
import org.apache.spark.sql.SparkSession;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * The session of the tests. A JVM can have one at a time, and starting one takes seconds: classes
 * that want the same master share it.
 */
public final class TestSession implements LauncherSessionListener {
  /** Two executor processes. */
  public static final String TWO_PROCESSES = "local-cluster[2,1,1024]";

  /** Made by JUnit. */
  public TestSession() {}

  /** The session on this master; one on another is stopped for it. */
  public static synchronized SparkSession on(String master) {
    if (!SparkSession.getActiveSession().isEmpty()) {
      SparkSession running = SparkSession.active();
      if (!running.sparkContext().isStopped()) {
        if (running.sparkContext().master().equals(master)) {
          return running;
        }
        running.stop();
      }
    }
    SparkSession session = Sessions.on(master).getOrCreate();
    SparkSession.setActiveSession(session);
    return session;
  }

  /** Ends executors before the JVM does, which would leave them to die with stack traces. */
  @Override
  public void launcherSessionClosed(LauncherSession all) {
    if (!SparkSession.getActiveSession().isEmpty()) {
      SparkSession.active().stop();
    }
  }
}
