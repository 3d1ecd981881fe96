package dev.neurite.data;

import java.util.Iterator;

/**
 * Rows that come as one data set after the other, so that only those at hand are in memory: of a
 * file larger than memory ({@link CsvParts}), a queue, a data base. One caller at a time, who
 * closes it.
 *
 * <p>All parts have the same features and the same classes.
 */
public interface Parts extends Iterator<Dataset>, AutoCloseable {

  /** Gives back what the parts are read from; does nothing by default. Idempotent. */
  @Override
  default void close() {}
}
