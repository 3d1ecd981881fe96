package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/**
 * Rows for a model that knows the names of its features, from files that are laid out otherwise.
 */
class ModelFeaturesTest {
  private static final List<String> CARS = List.of("power", "colour=blue", "colour=red", "doors");
  private static final String MIXED = "id,colour,doors,power\n7,red,4,90\n8,blue,2,120\n";

  private static Dataset read(CsvOptions options, String text) {
    return options.read("rows", stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static CsvOptions cars() {
    return Csv.options().features(CARS).unlabelled();
  }

  @Test
  void columnsAreFoundByNameAndOthersPlayNoPart() {
    Dataset rows = read(cars(), MIXED);
    assertEquals(CARS, rows.featureNames());
    assertArrayEquals(new float[] {90, 0, 1, 4}, rows.row(0));
    assertArrayEquals(new float[] {120, 1, 0, 2}, rows.row(1));
  }

  @Test
  void columnsOfWordsMayBeEncodedAlready() {
    Dataset rows = read(cars(), "colour=red,power,doors,colour=blue\n1,90,4,0\n");
    assertArrayEquals(new float[] {90, 0, 1, 4}, rows.row(0));
  }

  @Test
  void withoutAHeaderTheirOrderCounts() {
    assertArrayEquals(new float[] {90, 0, 1, 4}, read(cars(), "90,red,4\n").row(0));
    assertArrayEquals(new float[] {90, 0, 1, 4}, read(cars(), "90,0,1,4\n").row(0));
    assertArrayEquals(new float[] {90, 0, 1, 4}, read(cars().ignore(1), "7,90,red,4\n").row(0));
    Failure.data(
        "rows: expected 3 columns with features, got 5; the file has no header to choose them by",
        () -> read(cars(), "1,2,3,4,5\n"));
  }

  @Test
  void aNameThatIsNotThereIsSaidWithThoseThatAre() {
    Failure.data(
        "rows: no column is called \"power\"; the header has \"colour\", \"doors\"",
        () -> read(cars(), "colour,doors\nred,2\n"));
    Failure.data(
        "rows: no column is called \"power\"; the header has"
            + " \"a\", \"b\", \"c\", \"d\", \"e\", \"f\", \"g\", \"h\" and 2 more",
        () -> read(cars(), "a,b,c,d,e,f,g,h,i,j\n1,2,3,4,5,6,7,8,9,10\n"));
  }

  @Test
  void aWordThatTheModelDoesNotKnowIsRefusedWhereItIs() {
    Failure.data(
        "rows:2: column 2 (\"colour\"): expected one of [blue, red], got \"pink\"",
        () -> read(cars(), "power,colour,doors\n1,pink,2\n"));
  }

  @Test
  void aFeatureIsNotToBePredicted() {
    Failure.data(
        "rows: column 4 (\"power\") is a feature and can't be what is predicted as well; name"
            + " another",
        () -> read(Csv.options().features(CARS), MIXED));
    assertEquals(2, read(Csv.options().features(CARS).label("id"), MIXED).rows());
  }

  @Test
  void ignoredColumnsAreNoFeatures() {
    Dataset rows = read(Csv.options().lastTarget().ignore("id", "colour"), MIXED);
    assertEquals(List.of("doors"), rows.featureNames());
    assertArrayEquals(new float[] {90, 120}, rows.targets().toArray());
    Failure.data(
        "rows: column 4 is to be predicted, it can't be ignored",
        () -> read(Csv.options().ignore("power"), MIXED));
  }

  @Test
  void missingValuesAreFilledWithWhatIsGiven() {
    CsvOptions options = cars().missing(new float[] {100, 9, 9, 3}, "NA");
    Dataset rows = read(options, "power,colour,doors\n,red,4\n80,NA,NA\n");
    assertArrayEquals(new float[] {100, 0, 1, 4}, rows.row(0));
    assertArrayEquals(new float[] {80, 0, 0, 3}, rows.row(1));
    Failure.of(
        IllegalArgumentException.class,
        "csv options: missing has 1 values, the file more features",
        () -> read(cars().missing(new float[] {1}), "power,colour,doors\n1,red,\n"));
  }

  @Test
  void aStreamIsReadInPartsAndUnpacked() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(MIXED.getBytes(StandardCharsets.UTF_8));
    }
    InputStream in = new ByteArrayInputStream(bytes.toByteArray());
    try (CsvParts parts = cars().parts("rows", in, 1)) {
      assertArrayEquals(new float[] {90, 0, 1, 4}, parts.next().row(0));
      assertArrayEquals(new float[] {120, 1, 0, 2}, parts.next().row(0));
      assertFalse(parts.hasNext());
    }
  }
}
