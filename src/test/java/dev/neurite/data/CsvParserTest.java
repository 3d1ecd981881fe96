package dev.neurite.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.CsvWriter;
import dev.neurite.testing.TextGenerators.LineEnds;
import dev.neurite.testing.TextGenerators.Separators;
import dev.neurite.testing.TextGenerators.Table;
import dev.neurite.testing.TextGenerators.Tables;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Records and fields as RFC 4180 has them. */
class CsvParserTest {

  @Property
  void whatIsWrittenIsReadBack(
      @ForAll(supplier = Tables.class) Table table,
      @ForAll(supplier = Separators.class) char separator,
      @ForAll(supplier = LineEnds.class) String lineEnd,
      @ForAll boolean quoteAll,
      @ForAll boolean lastLineEnds)
      throws IOException {
    String text = new CsvWriter(separator, lineEnd, quoteAll).write(table.rows());
    String shown = lastLineEnds ? text : text.substring(0, text.length() - lineEnd.length());
    assertEquals(table.rows(), parse(shown, separator), () -> DataException.quote(shown));
  }

  @Property
  void howTheStreamDeliversItsBytesDoesNotMatter(@ForAll(supplier = Tables.class) Table table)
      throws IOException {
    String text = new CsvWriter(',', "\r\n", false).write(table.rows());
    assertEquals(table.rows(), records(new CsvParser("f", new OneByteAtATime(text), ',')));
  }

  @Test
  void fieldsMayBeEmpty() throws IOException {
    assertEquals(List.of(List.of("", "", "")), parse(",,"));
    assertEquals(List.of(List.of("", "", "")), parse("\"\",\"\",\r\n"));
    assertEquals(List.of(List.of("")), parse("\"\""));
    assertEquals(List.of(), parse(""));
  }

  @Test
  void spacesBelongToTheField() throws IOException {
    assertEquals(List.of(List.of(" a ", "b ")), parse(" a ,b "));
  }

  @Test
  void quotesProtectSeparatorsLineEndsAndQuotes() throws IOException {
    assertEquals(
        List.of(List.of("a,b", "c\r\nd", "e\"f", "\"")),
        parse("\"a,b\",\"c\r\nd\",\"e\"\"f\",\"\"\"\"\n"));
  }

  @Test
  void byteOrderMarkIsSkippedAtTheStartOnly() throws IOException {
    assertEquals(List.of(List.of("a", "\ufeffb")), parse("\ufeffa,\ufeffb"));
    assertEquals(List.of(List.of("a")), parse("\ufeff\"a\""));
    assertEquals(List.of(), parse("\ufeff"));
  }

  @Test
  void linesCountEveryKindOfLineEndOnceAlsoInsideQuotes() throws IOException {
    CsvParser parser = parser("a\r\nb\rc\n\"d\r\ne\nf\rg\"\nh", ',');
    List<Long> lines = new ArrayList<>();
    while (parser.next()) {
      lines.add(parser.line());
    }
    assertEquals(List.of(1L, 2L, 3L, 4L, 8L), lines);
  }

  @Test
  void onlyAnEmptyLineIsBlank() throws IOException {
    CsvParser parser = parser("\n\r\n\"\"\n,\n \n", ',');
    for (boolean blank : new boolean[] {true, true, false, false, false}) {
      assertTrue(parser.next());
      assertEquals(blank, parser.isBlank());
    }
    assertFalse(parser.next());
  }

  @Test
  void recordsMayBeLongerThanTheBuffers() throws IOException {
    String field = "0123456789".repeat(10_000);
    String line = (field + ",").repeat(5) + ",".repeat(500);
    List<String> fields = parse(line).getFirst();
    assertEquals(506, fields.size());
    assertEquals(field, fields.get(4));
    assertEquals("", fields.get(505));
  }

  @Test
  void refusesQuotesWhereTheyDoNotBelong() {
    Failure.data(
        "f:2: column 2: a quote inside a field without quotes; quote the field and double the"
            + " quote",
        () -> parse("a,b\nc,d\"e\n"));
    Failure.data("f:1: column 1: text after the closing quote", () -> parse("\"a\"b,c"));
    Failure.data("f:1: column 1: text after the closing quote", () -> parse("\"a\" ,c"));
    Failure.data("f:2: column 2: the quote is never closed", () -> parse("a,b\nc,\"d\ne\nf"));
    Failure.data("f:1: column 1: the quote is never closed", () -> parse("\""));
  }

  @Test
  void refusesBytesThatAreNotUtf8() {
    byte[] latin1 = {'a', '\n', 'b', ',', 'c', (byte) 0xe9, 'd'};
    byte[] endsEarly = {'a', ',', (byte) 0xe2, (byte) 0x82};
    byte[] tooLong = {(byte) 0xc0, (byte) 0x80};
    Failure.data("f:2: column 2: not UTF-8: byte 0xe9", () -> parse(latin1));
    Failure.data("f:1: column 2: not UTF-8: byte 0xe2", () -> parse(endsEarly));
    Failure.data("f:1: column 1: not UTF-8: byte 0xc0", () -> parse(tooLong));
  }

  @Test
  void refusesRecordsWithoutEnd() {
    String message = "f:2: the record is longer than 16777216 bytes; is a quote missing?";
    Failure.data(message, () -> parse(endless("a\n\"", 'x')));
    Failure.data(message, () -> parse(endless("a\n", ',')));
  }

  private static CsvParser endless(String start, char then) throws IOException {
    InputStream in =
        new InputStream() {
          private int position;

          @Override
          public int read() {
            return position < start.length() ? start.charAt(position++) : then;
          }
        };
    return new CsvParser("f", in, ',');
  }

  private static List<List<String>> parse(String text) throws IOException {
    return parse(text, ',');
  }

  private static List<List<String>> parse(String text, char separator) throws IOException {
    return records(parser(text, separator));
  }

  private static List<List<String>> parse(byte[] bytes) throws IOException {
    return records(new CsvParser("f", new ByteArrayInputStream(bytes), ','));
  }

  private static List<List<String>> parse(CsvParser parser) throws IOException {
    return records(parser);
  }

  private static CsvParser parser(String text, char separator) throws IOException {
    return new CsvParser("f", new ByteArrayInputStream(text.getBytes(UTF_8)), separator);
  }

  private static List<List<String>> records(CsvParser parser) throws IOException {
    List<List<String>> records = new ArrayList<>();
    while (parser.next()) {
      records.add(parser.texts());
    }
    return records;
  }

  /** Delivers one byte for each call, however many are asked for. */
  private static final class OneByteAtATime extends InputStream {
    private final byte[] bytes;
    private int position;

    OneByteAtATime(String text) {
      bytes = text.getBytes(UTF_8);
    }

    @Override
    public int read() {
      return position < bytes.length ? bytes[position++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int b = read();
      if (b < 0) {
        return -1;
      }
      target[offset] = (byte) b;
      return 1;
    }
  }
}
