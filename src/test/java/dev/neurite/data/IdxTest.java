package dev.neurite.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.tensor.Shape;
import dev.neurite.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** IDX files written by hand, whole and broken. */
class IdxTest {
  private static final String IMAGES =
      "00000803 00000003 00000002 00000002 00010203 7f80feff 0a0b0c0d";
  private static final String LABELS = "00000801 00000003 020002";

  @TempDir Path folder;

  @Test
  void imagesAndLabelsMakeADataset() throws IOException {
    Dataset data = Idx.read(file("images", IMAGES), file("labels", LABELS));
    assertEquals("3 rows, 4 features, classes 0: 1, 1: 0, 2: 2", data.describe());
    assertArrayEquals(
        new float[] {0, 1, 2, 3, 127, 128, 254, 255, 10, 11, 12, 13}, data.features().toArray());
    assertArrayEquals(new int[] {2, 0, 2}, data.classes());
    assertEquals(List.of("0", "1", "2"), data.labels());
  }

  @Test
  void gzipIsUnpacked() throws IOException {
    Path images = gzip("images.gz", bytes(IMAGES));
    assertEquals(3, Idx.read(images, gzip("labels.gz", bytes(LABELS))).rows());
  }

  @Test
  void everyTypeOfElementIsRead() throws IOException {
    assertReads("00000801 00000002 01ff", 1, 255);
    assertReads("00000901 00000002 01ff", 1, -1);
    assertReads("00000b01 00000002 0102fffe", 258, -2);
    assertReads("00000c01 00000002 01000001 fffffffe", 0x1000000, -2); // 2²⁴ + 1 is rounded
    assertReads("00000d01 00000002 3fc00000 80000000", 1.5f, -0f);
    assertReads("00000e01 00000002 3ff0000000000000 3fb999999999999a", 1, 0.1f);
  }

  @Test
  void dimensionsMayBeManyOrZero() throws IOException {
    assertEquals(
        Shape.of(1, 1, 2, 1),
        Idx.readTensor(file("t", "00000804 00000001 00000001 00000002 00000001 0102")).shape());
    assertEquals(
        Shape.of(0, 2147483647), Idx.readTensor(file("t", "00000802 00000000 7fffffff")).shape());
  }

  @Test
  void filesMayBeLongerThanTheBuffers() throws IOException {
    ByteBuffer content = ByteBuffer.allocate(8 + 4 * 100_000);
    content.putInt(0xd01).putInt(100_000);
    for (int i = 0; i < 100_000; i++) {
      content.putFloat(i);
    }
    float[] read = Idx.readTensor(Files.write(folder.resolve("t"), content.array())).toArray();
    for (int i = 0; i < read.length; i++) {
      assertEquals(i, read[i]);
    }
    assertEquals(100_000, read.length);
  }

  @Test
  void refusesOtherMagicNumbers() {
    String expected =
        ": byte 0: expected 0, 0, a type (8, 9, 11, 12, 13 or 14) and 1 dimension or more,"
            + " got bytes ";
    refuses(expected + "[]", "");
    refuses(expected + "[0, 0, 8]", "000008");
    refuses(expected + "[137, 80, 78, 71]", "89504e47 00000000");
    refuses(expected + "[0, 0, 10, 1]", "00000a01 00000001 01");
    refuses(expected + "[0, 0, 8, 0]", "00000800 01");
  }

  @Test
  void refusesFilesShorterOrLongerThanTheirDimensionsSay() {
    refuses(": byte 10: the file ends within its 2 dimensions", "00000802 00000001 0000");
    refuses(
        ": byte 10: the file ends before the end of its [3] elements of type UNSIGNED_BYTE, 3"
            + " bytes",
        "00000801 00000003 0102");
    refuses(
        ": byte 8: the file ends before the end of its [2147483647] elements of type DOUBLE,"
            + " 17179869176 bytes",
        "00000e01 7fffffff");
    refuses(
        ": byte 10: the file goes on after the end of its [1] elements of type SHORT, 2 bytes",
        "00000b01 00000001 000102");
  }

  @Test
  void refusesDimensionsThatAreTooLarge() {
    refuses(
        ": byte 4: dimension 4294967295 makes more than 2147483647 elements", "00000801 ffffffff");
    refuses(
        ": byte 12: dimension 65536 makes more than 2147483647 elements",
        "00000803 00000001 00010000 00010000");
  }

  @Test
  void refusesWhatIsNotFinite() {
    refuses(": byte 12: expected a finite float, got NaN", "00000d01 00000002 3f800000 7fc00000");
    refuses(
        ": byte 8: expected a finite float, got Infinity", "00000e01 00000001 7fe0000000000000");
  }

  @Test
  void refusesImagesAndLabelsThatDoNotMatch() throws IOException {
    Path images = file("images", IMAGES);
    Path labels = file("labels", LABELS);
    Path two = file("two", "00000801 00000002 0001");
    Failure.data(
        two + ": expected 3 labels as " + images + " has rows, got 2", () -> Idx.read(images, two));
    Failure.data(images + ": expected 1 dimension, got [3, 2, 2]", () -> Idx.read(images, images));
    String flat = ": expected 2 dimensions or more, none of them 0, got ";
    Failure.data(labels + flat + "[3]", () -> Idx.read(labels, labels));
    Path none = file("none", "00000802 00000003 00000000");
    Failure.data(none + flat + "[3, 0]", () -> Idx.read(none, labels));
  }

  @Test
  void refusesLabelsThatAreNoClasses() throws IOException {
    Path images = file("images", "00000802 00000002 00000001 0102");
    String expected = ": expected a class in [0, 65536), got ";
    Path negative = file("negative", "00000b01 00000002 0001ffff");
    Failure.data(negative + ": byte 10" + expected + "-1.0", () -> Idx.read(images, negative));
    Path half = file("half", "00000d01 00000002 3f000000 3f800000");
    Failure.data(half + ": byte 8" + expected + "0.5", () -> Idx.read(images, half));
    Path large = file("large", "00000c01 00000002 00000000 00010000");
    Failure.data(large + ": byte 12" + expected + "65536.0", () -> Idx.read(images, large));
  }

  @Test
  void refusesMissingFilesAndDamagedGzip() throws IOException {
    Failure.data("no/such: no such file", () -> Idx.readTensor(Path.of("no/such")));
    Failure.of(NullPointerException.class, "idx: path is null", () -> Idx.readTensor(null));
    byte[] packed = Files.readAllBytes(gzip("whole", bytes(IMAGES)));
    Path damaged = folder.resolve("damaged");
    Files.write(damaged, Arrays.copyOf(packed, packed.length - 9));
    Failure.data(damaged + ": the gzip data ends too early", () -> Idx.readTensor(damaged));
  }

  private void assertReads(String hex, float... expected) throws IOException {
    Tensor tensor = Idx.readTensor(file("elements", hex));
    assertArrayEquals(expected, tensor.toArray());
  }

  private void refuses(String message, String hex) {
    Failure.data(folder.resolve("broken") + message, () -> Idx.readTensor(file("broken", hex)));
  }

  private Path file(String name, String hex) throws IOException {
    return Files.write(folder.resolve(name), bytes(hex));
  }

  private Path gzip(String name, byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(content);
    }
    return Files.write(folder.resolve(name), packed.toByteArray());
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
