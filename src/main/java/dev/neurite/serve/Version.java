package dev.neurite.serve;

import java.time.Instant;

/**
 * One publication: a new object for each, so that a reader that comes late never takes a slot's
 * next version for the one it saw.
 *
 * @param number from 1 on
 * @param callsBefore calls that the slot had served for earlier versions
 * @param rowsBefore rows of those calls
 */
record Version(long number, Instant published, Slot slot, long callsBefore, long rowsBefore) {

  static Version of(long number, Slot slot) {
    Readers readers = slot.readers();
    return new Version(number, Instant.now(), slot, readers.calls(), readers.rows());
  }

  Predictor predictor() {
    return slot.predictor();
  }

  /** Leaves after a call of this many rows; gives the number of the version. */
  long leave(int rows) {
    slot.readers().leave(rows);
    return number;
  }

  /** Leaves without an answer. */
  void turnBack() {
    slot.readers().turnBack();
  }

  LiveStats.VersionStats stats() {
    Readers readers = slot.readers();
    return new LiveStats.VersionStats(
        number, published, readers.calls() - callsBefore, readers.rows() - rowsBefore);
  }
}
