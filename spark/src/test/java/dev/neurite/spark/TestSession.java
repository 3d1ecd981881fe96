package dev.neurite.spark;

import dev.neurite.spark.example.Sessions;
import org.apache.spark.sql.SparkSession;

/**
 * The session of the tests. A JVM can have one at a time, and starting one takes seconds: classes
 * that want the same master share it.
 */
public final class TestSession {
  /** Two executor processes. */
  public static final String TWO_PROCESSES = "local-cluster[2,1,1024]";

  private TestSession() {}

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
}
