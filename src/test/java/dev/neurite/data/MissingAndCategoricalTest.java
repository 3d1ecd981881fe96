package dev.neurite.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Missing values by every policy, categories as features, and files read in parts. */
class MissingAndCategoricalTest {
  private static final String CARS =
      """
      colour,power,doors,price
      red,100,4,cheap
      blue,,2,dear
      red,200,NA,dear
      ,300,4,cheap
      """;

  @TempDir Path folder;

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("a.csv"), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Dataset read(CsvOptions options, String text) {
    return options.read(file(text));
  }

  private static CsvOptions cars(Missing policy) {
    return Csv.options().categorical("colour").missing(policy, "NA");
  }

  @Test
  void rowsWithMissingValuesAreDropped() {
    Dataset data = read(cars(Missing.DROP_ROW), CARS);
    assertEquals(1, data.rows());
    assertEquals(List.of("colour=red", "power", "doors"), data.featureNames());
    assertArrayEquals(new float[] {1, 100, 4}, data.row(0));
  }

  @Test
  void missingValuesBecomeTheMean() {
    Dataset data = read(cars(Missing.MEAN), CARS);
    assertEquals(List.of("colour=blue", "colour=red", "power", "doors"), data.featureNames());
    assertArrayEquals(new float[] {0, 1, 100, 4}, data.row(0));
    assertArrayEquals(new float[] {1, 0, 200, 2}, data.row(1)); // (100 + 200 + 300) / 3
    assertArrayEquals(new float[] {0, 1, 200, 10f / 3}, data.row(2));
    assertArrayEquals(new float[] {0, 0, 300, 4}, data.row(3));
  }

  @Test
  void missingValuesBecomeZero() {
    Dataset data = read(cars(Missing.ZERO), CARS);
    assertArrayEquals(new float[] {1, 0, 0, 2}, data.row(1));
    assertArrayEquals(new float[] {0, 0, 300, 4}, data.row(3));
  }

  @Test
  void withoutAPolicyTheyAreRefusedWhereTheyAre() {
    Path path = file(CARS);
    Failure.data(
        path
            + ":3: column 2 (\"power\"): expected a number, got \"\"; the value is missing, which is refused: missing(Missing.DROP_ROW), or --missing drop-row, leaves such rows out",
        () -> Csv.options().categorical("colour").read(path));
    Path second = file("colour,price\n,cheap\n");
    Failure.data(
        second
            + ":2: column 1 (\"colour\"): expected a category, got \"\"; the value is missing, which is refused: missing(Missing.DROP_ROW), or --missing drop-row, leaves such rows out",
        () -> Csv.options().categorical("colour").read(second));
    Failure.data(
        second + ": no row is left: each has a missing value",
        () -> cars(Missing.DROP_ROW).read(second));
  }

  @Test
  void aMissingLabelIsNeverMadeUp() {
    Path path = file("a,b\n1,x\n2,\n");
    Failure.data(
        path + ":3: column 2 (\"b\"): expected a label, got \"\"",
        () -> Csv.options().missing(Missing.MEAN).read(path));
    assertEquals(1, Csv.options().missing(Missing.DROP_ROW).read(path).rows());
  }

  @Test
  void categoriesHaveAFixedOrderIfTheyAreGiven() {
    CsvOptions fixed = Csv.options().categorical("c", List.of("z", "a", "never"));
    Dataset data = read(fixed, "c,y\na,1\nz,0\n");
    assertEquals(List.of("c=z", "c=a", "c=never"), data.featureNames());
    assertArrayEquals(new float[] {0, 1, 0}, data.row(0));
    Path other = file("c,y\na,1\nb,0\n");
    Failure.data(
        other + ":3: column 1 (\"c\"): expected one of [z, a, never], got \"b\"",
        () -> fixed.read(other));
  }

  @Test
  void categoriesWithoutAHeaderAreCalledByTheirNumber() {
    Dataset data =
        read(Csv.options().categorical(2).header(CsvOptions.Header.ABSENT), "1,u,0\n2,v,1\n");
    assertEquals(List.of("column 1", "column 2=u", "column 2=v"), data.featureNames());
    assertArrayEquals(new float[] {2, 0, 1}, data.row(1));
    Path path = file("1,u,0\n");
    Failure.data(
        path + ": column 3 is to be predicted, it is no category",
        () -> Csv.options().categorical(3).header(CsvOptions.Header.ABSENT).read(path));
  }

  @Test
  void partsTogetherAreTheFile() throws IOException {
    CsvOptions options =
        Csv.options().labels(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"));
    Path digits = Path.of("src/data/digits.csv.gz");
    Dataset whole = options.read(digits);
    int row = 0;
    try (CsvParts parts = options.parts(digits, 500)) {
      for (int size : new int[] {500, 500, 500, 297}) {
        Dataset part = parts.next();
        assertEquals(size, part.rows());
        assertEquals(whole.labels(), part.labels());
        assertArrayEquals(whole.row(row), part.row(0));
        assertEquals(whole.classes()[row + size - 1], part.classes()[size - 1]);
        row += size;
      }
      assertEquals(false, parts.hasNext());
      Failure.of(NoSuchElementException.class, digits + ": there are no more rows", parts::next);
    }
  }

  @Test
  void partsFindWhatIsMalformedWhereTheyReachIt() {
    Path path = file("a,b\n1,x\n2,y\n3,x\nbad,y\n");
    CsvOptions options = Csv.options().labels(List.of("x", "y"));
    try (CsvParts parts = options.parts(path, 2)) {
      Failure.data(path + ":5: column 1 (\"a\"): expected a number, got \"bad\"", parts::next);
    }
    Failure.of(
        IllegalArgumentException.class,
        "csv options: parts need fixed classes and categories; say labels(…), categorical(…, …)",
        () -> Csv.options().parts(path, 2));
    Failure.data("no/such.csv: no such file", () -> options.parts(Path.of("no/such.csv"), 1));
  }
}
