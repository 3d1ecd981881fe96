package dev.neurite.serve;

import dev.neurite.check.Check;
import java.time.Duration;

/**
 * When a live trainer publishes what it has learned. Immutable.
 *
 * @param rows trained on since the last publication; 0 if they don't matter
 * @param time since the last publication, if anything was learned; zero if it doesn't matter
 * @param window rows on which the network in training must not have a larger mean loss than the
 *     version that answers, both before they were trained on; 0 for no such condition
 */
public record PublishPolicy(int rows, Duration time, int window) {
  private static final String NAME = "publish policy";

  /** Checks the components. */
  public PublishPolicy {
    Check.size(NAME, "rows", rows);
    Check.size(NAME, "window", window);
    if (Check.notNull(NAME, "time", time).isNegative()) {
      throw new IllegalArgumentException(NAME + ": time must be 0 or more, got " + time);
    }
    if (rows == 0 && time.isZero()) {
      throw new IllegalArgumentException(
          NAME + ": nothing says when to publish; give a number of rows or a time");
    }
  }

  /** After this many rows. */
  public static PublishPolicy everyRows(int number) {
    return new PublishPolicy(Check.positive(NAME, "rows", number), Duration.ZERO, 0);
  }

  /** After this time, if anything was learned in it. */
  public static PublishPolicy every(Duration time) {
    return new PublishPolicy(0, time, 0);
  }

  /** The same, and after this time even if there were fewer rows. */
  public PublishPolicy orEvery(Duration other) {
    return new PublishPolicy(rows, other, window);
  }

  /**
   * The same, but only if the mean loss over the last rows of this number is not larger than that
   * of the version that answers; so there must have been as many since the last publication.
   */
  public PublishPolicy unlessWorseOn(int number) {
    return new PublishPolicy(rows, time, Check.positive(NAME, "window", number));
  }

  /** True if it is time, whether or not the loss allows it. */
  boolean isDue(long rowsSince, long nanosSince) {
    boolean inTime = !time.isZero() && time.compareTo(Duration.ofNanos(nanosSince)) <= 0;
    return rowsSince > 0 && (rows > 0 && rowsSince >= rows || inTime);
  }
}
