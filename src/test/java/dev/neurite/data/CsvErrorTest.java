package dev.neurite.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Every mistake in a CSV file or its options has its own message, with file, line and column. */
class CsvErrorTest {
  @TempDir Path folder;

  @Test
  void missingFilesAndFolders() {
    Failure.data("no/such.csv: no such file", () -> Csv.read(Path.of("no/such.csv")));
    Failure.data("src/data: is a directory", () -> Csv.read(Path.of("src/data")));
    Failure.data("pom.xml/a.csv: Not a directory", () -> Csv.read(Path.of("pom.xml/a.csv")));
    Failure.of(NullPointerException.class, "csv: path is null", () -> Csv.read(null));
  }

  @Test
  void emptyFiles() {
    refuses(": the file is empty", "");
    refuses(": the file is empty", "\ufeff\n\n");
    refuses(": no row after the header", "a,b\n");
    refuses(": no row after the header", "a,b\n\n\n");
  }

  @Test
  void raggedRows() {
    refuses(":3: expected 3 columns, got 2", "1,2,x\n3,4,y\n5,z\n");
    refuses(":3: expected 3 columns, got 4", "a,b,c\n1,2,x\n3,4,y,\n");
    refuses(":2: blank line before the end of the data", "1,x\n\n\n2,y\n");
    refuses(":1: blank line before the end of the data", "\n1,x\n");
  }

  @Test
  void whatIsNoNumber() {
    refuses(":2: column 2: expected a number, got \"abc\"", "1,2,x\n3,abc,y\n");
    refuses(
        ":3: column 2 (\"mean area\"): expected a number, got \"\"; the value is missing, which is refused: missing(Missing.DROP_ROW), or --missing drop-row, leaves such rows out",
        "a,mean area,c\n1,2,x\n3,,y\n");
    refuses(":1: column 1: expected a number, got \"1f\"", "1f,2,x\n");
    refuses(":2: column 1 (\"a\"): expected a number, got \"1,5\"", "a,b\n\"1,5\",x\n");
  }

  @Test
  void lineIsWhereTheRecordBegins() {
    refuses(":4: column 1: expected a number, got \"b\"", "1,\"x\ny\nz\"\nb,x\n");
  }

  @Test
  void whatIsNotFinite() {
    refuses(":2: column 1: expected a finite number, got \"nan\"", "1,x\nnan,y\n");
    refuses(":1: column 2: expected a finite number, got \"-Inf\"", "1,-Inf,x\n");
    refuses(":1: column 1: expected a number of at most ±3.4028235E38, got \"1e39\"", "1e39,x\n");
  }

  @Test
  void whatIsFoundIsShownShortAndOnOneLine() {
    refuses(
        ":2: column 1: expected a number, got \"a\\u000a\\u001b" + "b".repeat(37) + "…\"",
        "1,x\n\"a\n\u001b" + "b".repeat(50) + "\",x\n");
  }

  @Test
  void labels() {
    refuses(
        ":2: column 2: expected a label, got \"\"; the value is missing, which is refused: missing(Missing.DROP_ROW), or --missing drop-row, leaves such rows out",
        "1,x\n2,\n");
    refuses(": labels \"1\" and \"1.0\" are the same number", "1,1.0\n2,1\n3,2\n");
    refuses(
        ":2: column 2: expected one of the labels [y, x], got \"z\"",
        "1,x\n2,z\n",
        Csv.options().labels(List.of("y", "x")));
  }

  @Test
  void moreLabelsThanClassesCanBe() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i <= 65_536; i++) {
      text.append("1,").append(i).append('\n');
    }
    refuses(
        ": more than 65536 different labels; numbers to predict are read with targets(…)",
        text.toString());
  }

  @Test
  void columnsThatAreNotThere() {
    CsvOptions named = Csv.options().label("kind");
    refuses(": no column is called \"kind\"; the header has \"a\", \"b\"", "a,b\n1,x\n", named);
    refuses(": column \"kind\" was asked for by name, but the file has no header", "1,x\n", named);
    refuses(": columns 1 and 3 are both called \"kind\"", "kind,a,kind\nx,1,2\n", named);
    refuses(": column 3 was asked for, but there are 2", "1,x\n", Csv.options().label(3));
    refuses(": no column is left for features; the file has 1", "x\n1\n");
    refuses(
        ": no column is left for features; the file has 2", "1,2\n", Csv.options().targets(1, 2));
  }

  @Test
  void damagedGzip() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("1,x\n2,y\n".getBytes(UTF_8));
    }
    byte[] whole = packed.toByteArray();
    for (int length = 2; length < whole.length; length++) {
      refuses(": the gzip data ends too early", Arrays.copyOf(whole, length), Csv.options());
    }
    byte[] wrongSum = whole.clone();
    wrongSum[whole.length - 8] ^= 1;
    refuses(": damaged gzip data: Corrupt GZIP trailer", wrongSum, Csv.options());
  }

  @Test
  void optionsThatMakeNoSense() {
    String separator =
        "csv options: separator must be a tab, a space or a punctuation character other than"
            + " \" + - ., got ";
    for (char c : "\"+-.5e\n\r\u007fé".toCharArray()) {
      Failure.argument(
          separator + DataException.quote(String.valueOf(c)), () -> Csv.options().separator(c));
    }
    Failure.argument(
        "csv options: columns are counted from 1, got 0", () -> Csv.options().label(0));
    Failure.argument(
        "csv options: column \"a\" is given twice", () -> Csv.options().targets("a", "a"));
    Failure.argument("csv options: column 2 is given twice", () -> Csv.options().targets(2, 2));
    Failure.argument(
        "csv options: label a is given twice", () -> Csv.options().labels(List.of("a", "a")));
    Failure.argument(
        "csv options: number of labels must be 1 or more, got 0",
        () -> Csv.options().labels(List.of()));
    Failure.argument(
        "csv options: number of targets must be 1 or more, got 0",
        () -> Csv.options().targets(new int[0]));
  }

  @Test
  void optionsThatAreNull() {
    CsvOptions options = Csv.options();
    refusesNull("header", () -> options.header(null));
    refusesNull("labels", () -> options.labels(null));
    refusesNull("targets", () -> options.targets((int[]) null));
    refusesNull("targets", () -> options.targets((String[]) null));
    refusesNull("column name", () -> options.label(null));
    refusesNull("column name", () -> options.targets("a", null));
  }

  private static void refusesNull(String name, Executable action) {
    Failure.of(NullPointerException.class, "csv options: " + name + " is null", action);
  }

  private void refuses(String message, String text) {
    refuses(message, text, Csv.options());
  }

  private void refuses(String message, String text, CsvOptions options) {
    refuses(message, text.getBytes(UTF_8), options);
  }

  private void refuses(String message, byte[] content, CsvOptions options) {
    Path path = folder.resolve("data.csv");
    Failure.data(path + message, () -> options.read(Files.write(path, content)));
  }
}
