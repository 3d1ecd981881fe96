package dev.neurite.io;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;

/**
 * Work on files that an interrupt does not cut short. Channels of files close themselves when their
 * thread is interrupted; but a training run that is interrupted is to leave its file before it
 * ends.
 */
public final class Uninterrupted {
  private Uninterrupted() {}

  /** What is done; again from its beginning if an interrupt falls into it. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does all of it. */
    T run() throws IOException;
  }

  /** Does the work to its end; the thread is interrupted afterwards if it was, or became so. */
  public static <T> T run(Work<T> work) throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      while (true) {
        try {
          return work.run();
        } catch (ClosedByInterruptException e) {
          interrupted = true;
          Thread.interrupted();
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
