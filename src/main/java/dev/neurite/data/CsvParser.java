package dev.neurite.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Splits bytes into records and fields [RFC 4180], one record at a time.
 *
 * <p>A field in quotes may hold separators, line ends, and quotes written twice. A line ends with
 * LF, CRLF or CR; the last one may end with the file. A byte order mark is skipped. Spaces belong
 * to the field. A quote inside a field without quotes, text after a closing quote, a quote never
 * closed, and bytes that are not UTF-8 are refused.
 */
final class CsvParser {
  /** A longer record is taken for a missing quote. */
  static final int LONGEST_RECORD = 1 << 24; // bytes

  private static final int END = -1; // of the file

  private final String file;
  private final int separator;
  private final InputStream in;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder(); // refuses, not replaces
  private final byte[] input = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean afterReturn;
  private long line = 1; // of the next byte

  private byte[] record = new byte[1 << 10]; // its fields without quotes, end to end
  private int length;
  private int[] ends = new int[1 << 6]; // of the fields, in record
  private int fields;
  private long recordLine;
  private boolean blank;

  CsvParser(String file, InputStream in, char separator) throws IOException {
    this.file = file;
    this.in = in;
    this.separator = separator;
    limit = in.readNBytes(input, 0, 3);
    boolean mark =
        limit == 3
            && (input[0] & 0xff) == 0xef
            && (input[1] & 0xff) == 0xbb
            && (input[2] & 0xff) == 0xbf;
    position = mark ? 3 : 0;
  }

  /** Reads the next record; false at the end of the file. */
  boolean next() throws IOException {
    length = 0;
    fields = 0;
    recordLine = line;
    int b = read();
    if (b == END) {
      return false;
    }
    blank = isLineEnd(b);
    while (true) {
      int after = b == '"' ? quotedField() : plainField(b);
      endField();
      if (after != separator) {
        if (after == '\r' && fill() && input[position] == '\n') {
          read();
        }
        return true;
      }
      b = read();
    }
  }

  /** The number of fields of this record: 1 or more. */
  int fields() {
    return fields;
  }

  /** Whether this record is an empty line. */
  boolean isBlank() {
    return blank;
  }

  /** The line on which this record begins, counted from 1. */
  long line() {
    return recordLine;
  }

  /** The text of a field of this record, counted from 0. */
  String text(int field) {
    int start = field == 0 ? 0 : ends[field - 1];
    ByteBuffer bytes = ByteBuffer.wrap(record, start, ends[field] - start);
    try {
      return utf8.decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new DataException(
          at(recordLine, field + 1) + String.format("not UTF-8: byte 0x%02x", bytes.get()), e);
    }
  }

  /** The texts of all fields of this record. */
  List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < fields; i++) {
      texts.add(text(i));
    }
    return texts;
  }

  // Both return the byte after the field: a separator, the first of a line end, or END.

  private int plainField(int first) throws IOException {
    int b = first;
    while (b != separator && b != END && !isLineEnd(b)) {
      if (b == '"') {
        throw new DataException(
            at(line, fields + 1)
                + "a quote inside a field without quotes; quote the field and double the quote");
      }
      append(b);
      b = read();
    }
    return b;
  }

  private int quotedField() throws IOException {
    long opened = line;
    while (true) {
      int b = read();
      if (b == END) {
        throw new DataException(at(opened, fields + 1) + "the quote is never closed");
      }
      if (b == '"') {
        b = read();
        if (b != '"') {
          return checkAfterQuote(b);
        }
      }
      append(b);
    }
  }

  private int checkAfterQuote(int b) {
    if (b != separator && b != END && !isLineEnd(b)) {
      throw new DataException(at(line, fields + 1) + "text after the closing quote");
    }
    return b;
  }

  private void append(int b) {
    checkLength();
    if (length == record.length) {
      record = Arrays.copyOf(record, 2 * length);
    }
    record[length++] = (byte) b;
  }

  private void endField() {
    checkLength();
    if (fields == ends.length) {
      ends = Arrays.copyOf(ends, 2 * fields);
    }
    ends[fields++] = length;
  }

  private void checkLength() {
    if (length + fields >= LONGEST_RECORD) {
      throw new DataException(
          file
              + ":"
              + recordLine
              + ": the record is longer than "
              + LONGEST_RECORD
              + " bytes; is a quote missing?");
    }
  }

  private int read() throws IOException {
    if (!fill()) {
      return END;
    }
    int b = input[position++] & 0xff;
    if (b == '\r' || b == '\n' && !afterReturn) {
      line++;
    }
    afterReturn = b == '\r';
    return b;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, in.read(input));
    }
    return position < limit;
  }

  private String at(long line, int column) {
    return file + ":" + line + ": column " + column + ": ";
  }

  private static boolean isLineEnd(int b) {
    return b == '\n' || b == '\r';
  }
}
