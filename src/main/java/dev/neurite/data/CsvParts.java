package dev.neurite.data;

import java.io.IOException;
import java.io.InputStream;
import java.util.NoSuchElementException;

/**
 * The rows of a file of any length, as data sets of some rows each: only the rows at hand are in
 * memory. One caller at a time, who closes it; a file that was read to its end is closed already.
 */
public final class CsvParts implements Parts {
  private final String file;
  private final int rows;
  private final InputStream in;
  private final CsvReader reader;
  private Dataset next;

  /** Takes the stream over, which is unpacked. */
  CsvParts(String file, InputStream in, CsvOptions options, int rows) {
    this.file = file;
    this.rows = rows;
    this.in = in;
    try {
      this.reader = new CsvReader(file, in, options);
      reader.begin();
      advance();
    } catch (IOException e) {
      close();
      throw Source.failure(file, e);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  /**
   * The next rows.
   *
   * @throws DataException if the rows after these are malformed
   */
  @Override
  public Dataset next() {
    if (next == null) {
      throw new NoSuchElementException(file + ": there are no more rows");
    }
    Dataset part = next;
    try {
      advance();
    } catch (IOException e) {
      throw Source.failure(file, e);
    }
    return part;
  }

  private void advance() throws IOException {
    next = reader.next(rows);
    if (next == null) {
      in.close();
    }
  }

  /** Closes the file. Idempotent. */
  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw Source.failure(file, e);
    }
  }
}
