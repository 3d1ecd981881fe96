package dev.neurite.cli.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.data.Csv;
import dev.neurite.data.Dataset;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which rows are pictures, and how a page keeps them. */
class PictureShapeTest {
  private static final byte[] IDX = {0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 5, 1, 2, 3};

  @Test
  void digitsArePictures() {
    Dataset digits = Csv.read(Path.of("src/data/digits.csv.gz"));
    assertEquals(Optional.of(new PictureShape(8, 8)), PictureShape.guess(digits));
  }

  @Test
  void aTableWithASquareNumberOfColumnsIsNone() {
    float[][] rows = new float[20][64];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < 64; c++) {
        rows[r][c] = (r + 1) * (c < 4 ? 1000 : c); // ranges of their own
      }
    }
    assertEquals(Optional.empty(), PictureShape.guess(Dataset.unlabelled(rows)));
    rows = new float[][] {new float[64]};
    Arrays.fill(rows[0], 1);
    assertTrue(PictureShape.guess(Dataset.unlabelled(rows)).isPresent());
    rows[0][5] = -1;
    assertEquals(Optional.empty(), PictureShape.guess(Dataset.unlabelled(rows)), "below 0");
    assertEquals(Optional.empty(), PictureShape.guess(Dataset.unlabelled(new float[3][63])));
    assertEquals(Optional.empty(), PictureShape.guess(Dataset.unlabelled(new float[3][49])));
  }

  @Test
  void idxFilesSayTheirShape(@TempDir Path folder) throws IOException {
    Path plain = Files.write(folder.resolve("images"), IDX);
    Path packed = folder.resolve("images.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(IDX);
    }
    Path text = Files.writeString(folder.resolve("a.csv"), "a,b\n1,2\n3,4\n5,6\n");
    assertEquals(Optional.of(new PictureShape(3, 5)), PictureShape.ofIdx(plain));
    assertEquals(Optional.of(new PictureShape(3, 5)), PictureShape.ofIdx(packed));
    assertEquals(Optional.empty(), PictureShape.ofIdx(text));
    assertEquals(Optional.empty(), PictureShape.ofIdx(Files.write(plain, Arrays.copyOf(IDX, 10))));
  }

  @Test
  void pixelsBecomeBytes() {
    String text = new PictureShape(1, 4).encode(new float[] {-9, 0, 8, 99}, 0, 16);
    assertArrayEquals(new byte[] {0, 0, (byte) 128, (byte) 255}, Base64.getDecoder().decode(text));
  }

  @Test
  void largePicturesAreKeptSmall() {
    PictureShape shape = new PictureShape(65, 40);
    float[] pixels = new float[65 * 40];
    Arrays.fill(pixels, 0, 3, 1); // the first square of 3 × 3 has three white pixels
    byte[] bytes = Base64.getDecoder().decode(shape.encode(pixels, 0, 1));
    assertEquals(22, shape.shownHeight());
    assertEquals(14, shape.shownWidth());
    assertEquals(22 * 14, bytes.length);
    assertEquals(85, bytes[0]);
    assertEquals(0, bytes[1]);
  }
}
