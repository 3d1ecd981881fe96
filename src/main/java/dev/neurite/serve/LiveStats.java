package dev.neurite.serve;

import java.time.Instant;
import java.util.List;

/**
 * What a live model has done so far. Counts of calls are of those that have returned.
 *
 * @param current the version that answers
 * @param kept earlier ones to roll back to, the latest first
 * @param calls of all versions
 * @param rows of these calls
 * @param published publications, the first version included
 * @param refused versions that were not fit to be published, unreadable files among them
 * @param rollbacks times an earlier version was made the current one again
 * @param reused publications that needed no new memory, because a retired version's was free
 */
public record LiveStats(
    VersionStats current,
    List<VersionStats> kept,
    long calls,
    long rows,
    long published,
    long refused,
    long rollbacks,
    long reused) {

  /**
   * What one version has done.
   *
   * @param number from 1 on, in the order of publication
   * @param published when
   * @param calls that it answered
   * @param rows of these calls
   */
  public record VersionStats(long number, Instant published, long calls, long rows) {}
}
