package dev.neurite.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets from CSV files, by the default and by every option. */
class CsvTest {
  @TempDir Path folder;

  @Test
  void digitsAreRead() {
    Dataset digits = Csv.read(Path.of("src/data/digits.csv.gz"));
    assertEquals("Dataset[rows=1797, in=64, targets=CLASSES]", digits.toString());
    assertEquals(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9"), digits.labels());
    assertEquals(List.of(), digits.featureNames());
    assertEquals(
        "1797 rows, 64 features, classes 0: 178, 1: 182, 2: 177, 3: 183, 4: 181, 5: 182, 6: 181,"
            + " 7: 179, 8: 174, 9: 180",
        digits.describe());
    assertEquals(561_718, sum(digits.features().toArray(), 0, 1));
    assertArrayEquals(new float[] {0, 0, 5, 13, 9, 1}, head(digits, 6));
  }

  @Test
  void breastCancerIsRead() {
    Dataset cancer = Csv.read(Path.of("src/data/breast_cancer.csv"));
    assertEquals("569 rows, 30 features, classes benign: 357, malignant: 212", cancer.describe());
    assertEquals("mean radius", cancer.featureNames().getFirst());
    assertEquals("worst fractal dimension", cancer.featureNames().getLast());
    assertArrayEquals(new float[] {17.99f, 10.38f, 122.8f, 1001f}, head(cancer, 4));
    assertEquals(1, cancer.targets().get(0));
    // 569 values, each rounded by at most 2⁻²⁵ of itself
    assertEquals(8038.429, sum(cancer.features().toArray(), 0, 30), 8038.429 * 0x1p-24);
    assertEquals(501_051.8, sum(cancer.features().toArray(), 23, 30), 501_051.8 * 0x1p-24);
  }

  @Property
  void everyFiniteFloatIsReadBackExactly(@ForAll @Size(min = 1, max = 20) List<Integer> bits)
      throws IOException {
    List<List<String>> records = new ArrayList<>();
    List<Float> values = new ArrayList<>();
    for (int b : bits) {
      float value = Float.intBitsToFloat(b);
      if (Float.isFinite(value)) {
        values.add(value);
        records.add(List.of(Float.toString(value), "c"));
      }
    }
    if (!values.isEmpty()) {
      byte[] text = new CsvWriter(',', "\n", false).write(records).getBytes(UTF_8);
      CsvReader reader = new CsvReader("f", new ByteArrayInputStream(text), Csv.options());
      float[] read = reader.read().features().toArray();
      for (int i = 0; i < read.length; i++) {
        assertEquals(Float.floatToRawIntBits(values.get(i)), Float.floatToRawIntBits(read[i]));
      }
      assertEquals(values.size(), read.length);
    }
  }

  @Test
  void localeDoesNotMatter() throws IOException {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertArrayEquals(new float[] {1.5f, 1000}, features("1.5,1e3,x\n"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void gzipIsRecognisedByItsBytesNotItsName() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("1,x\n2,y\n".getBytes(UTF_8));
    }
    Path misnamed = Files.write(folder.resolve("data.csv"), packed.toByteArray());
    assertArrayEquals(new float[] {1, 2}, Csv.read(misnamed).features().toArray());
    assertArrayEquals(
        new float[] {1}, Csv.read(file("plain.csv.gz", "1,x\n")).features().toArray());
  }

  @Test
  void headerIsDetectedWhereNoFieldIsANumber() throws IOException {
    assertEquals(List.of("a", ""), read("a,,label\n1,2,x\n").featureNames());
    assertEquals(List.of(), read("1,2,x\n").featureNames());
    assertEquals(1, read("\"a,b\",\"c\nd\"\n1,x\n").rows());
  }

  @Test
  void headerMayBeSaidToBeThereOrNot() throws IOException {
    Path years = file("years.csv", "2024,2025,label\n1,2,x\n");
    CsvOptions present = Csv.options().header(CsvOptions.Header.PRESENT);
    assertEquals(List.of("2024", "2025"), present.read(years).featureNames());
    CsvOptions absent = Csv.options().header(CsvOptions.Header.ABSENT);
    Failure.data(
        folder.resolve("names.csv") + ":1: column 1: expected a number, got \"a\"",
        () -> absent.read(file("names.csv", "a,b\n1,x\n")));
  }

  @Test
  void labelsAreSortedAsNumbersIfAllAre() throws IOException {
    assertEquals(List.of("-1", "2", "10"), read("1,10\n1,2\n1,-1\n1,2\n").labels());
    assertEquals(List.of("-1", "10", "2", "b"), read("1,10\n1,2\n1,-1\n1,b\n").labels());
    assertArrayEquals(new int[] {2, 1, 0, 1}, read("1,10\n1,2\n1,-1\n1,2\n").classes());
    assertArrayEquals(new int[] {1, 2, 0, 2}, read("1,10\n1,b\n1,-1\n1,b\n").classes());
  }

  @Test
  void labelsMayHaveAFixedOrder() throws IOException {
    CsvOptions fixed = Csv.options().labels(List.of("z", "never", "a"));
    Dataset data = fixed.read(file("d.csv", "1,a\n2,z\n"));
    assertEquals(List.of("z", "never", "a"), data.labels());
    assertArrayEquals(new int[] {2, 0}, data.classes());
  }

  @Test
  void labelMayBeAnyColumnByNameOrNumber() throws IOException {
    Path path = file("d.csv", "a,kind,b\n1,x,2\n3,y,4\n");
    for (CsvOptions options : List.of(Csv.options().label("kind"), Csv.options().label(2))) {
      Dataset data = options.read(path);
      assertEquals(List.of("a", "b"), data.featureNames());
      assertEquals(List.of("x", "y"), data.labels());
      assertArrayEquals(new float[] {1, 2, 3, 4}, data.features().toArray());
    }
  }

  @Test
  void targetsMayBeSeveralColumnsInAnyOrder() throws IOException {
    Path path = file("d.csv", "a,b,c\n1,2,3\n4,5,6\n");
    for (CsvOptions options :
        List.of(Csv.options().targets("c", "a"), Csv.options().targets(3, 1))) {
      Dataset data = options.read(path);
      assertEquals(Dataset.Kind.VALUES, data.kind());
      assertEquals(List.of("b"), data.featureNames());
      assertArrayEquals(new float[] {2, 5}, data.features().toArray());
      assertArrayEquals(new float[] {3, 1, 6, 4}, data.targets().toArray());
      assertEquals(2, data.outputs());
    }
  }

  @Test
  void unlabelledFilesHaveFeaturesOnly() throws IOException {
    Dataset data = Csv.options().unlabelled().read(file("d.csv", "1\n2\n"));
    assertEquals("Dataset[rows=2, in=1, targets=NONE]", data.toString());
    assertEquals(0, data.outputs());
  }

  @Test
  void theLastCallDecidesWhatThereIsToPredict() throws IOException {
    CsvOptions last = Csv.options().unlabelled().targets("a").label("b");
    assertEquals(Dataset.Kind.CLASSES, last.read(file("d.csv", "a,b\n1,x\n")).kind());
  }

  @Test
  void separatorMayBeAnother() throws IOException {
    Dataset data = Csv.options().separator(';').read(file("d.csv", "1;\"x;y\"\n"));
    assertEquals(List.of("x;y"), data.labels());
    assertEquals(1, Csv.options().separator('\t').read(file("t.csv", "1\tx\n")).rows());
  }

  @Test
  void numbersMayHaveSpacesAroundThemAndLabelsKeepTheirs() throws IOException {
    Dataset data = read(" 1 ,\t2, x\n");
    assertArrayEquals(new float[] {1, 2}, data.features().toArray());
    assertEquals(List.of(" x"), data.labels());
  }

  @Test
  void byteOrderMarkReturnsAndBlankLastLinesAreNoData() throws IOException {
    Dataset data = read("\ufeff1,é\r\n2,ü\r\n\r\n\r\n");
    assertArrayEquals(new float[] {1, 2}, data.features().toArray());
    assertEquals(List.of("é", "ü"), data.labels());
  }

  @Test
  void manyRowsGoThroughSeveralChunks() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 20_000; row++) {
      text.append(row).append(',').append(-row).append(',').append(row % 3).append('\n');
    }
    Dataset data = read(text.toString());
    for (int row = 0; row < 20_000; row++) {
      assertEquals(row, data.features().get(2 * row));
      assertEquals(-row, data.features().get(2 * row + 1), 0f);
      assertEquals(row % 3, data.targets().get(row));
    }
  }

  private float[] features(String text) throws IOException {
    return read(text).features().toArray();
  }

  private Dataset read(String text) throws IOException {
    return Csv.read(file("data.csv", text));
  }

  private Path file(String name, String text) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(UTF_8));
  }

  private static float[] head(Dataset data, int n) {
    return Arrays.copyOf(data.features().toArray(), n);
  }

  private static double sum(float[] values, int start, int step) {
    double sum = 0;
    for (int i = start; i < values.length; i += step) {
      sum += values[i];
    }
    return sum;
  }
}
