package dev.neurite.data;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibSvmTest {
  @TempDir Path folder;

  private Path file(String text) {
    try {
      return Files.writeString(folder.resolve("a.txt"), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void refuses(String message, String text) {
    Path path = file(text);
    Failure.data(path + message, () -> LibSvm.read(path, 5));
  }

  @Test
  void valuesThatAreNotThereAreZero() {
    Dataset data = LibSvm.read(file("+1 1:0.5 3:-2 # first\n\n-1 2:1e-1\r\n1\n"));
    assertEquals(List.of("-1", "1"), data.labels());
    assertArrayEquals(new int[] {1, 0, 1}, data.classes());
    assertArrayEquals(
        new float[][] {{0.5f, 0, -2}, {0, 0.1f, 0}, {0, 0, 0}}, data.features().rows());
    assertEquals(5, LibSvm.read(file("0 1:1\n1 2:1\n"), 5).in());
  }

  @Test
  void labelsMayBeNumbersToPredict() {
    Dataset data = LibSvm.readTargets(file("1.5 1:1\n-2 2:1\n"), 2);
    assertEquals(Dataset.Kind.VALUES, data.kind());
    assertArrayEquals(new float[] {1.5f, -2}, data.targets().toArray());
  }

  @Test
  void whatIsWrongNamesLineAndColumn() {
    refuses(":1: column 1: expected a label, which is a number, got \"x\"", "x 1:1\n");
    refuses(":2: column 3: expected index:value, got \"7\"", "1 1:1\n0 1:1 7\n");
    refuses(":1: column 3: expected an index from 3 to 5, got \"2\"", "1 2:1 2:1\n");
    refuses(":1: column 2: expected an index from 1 to 5, got \"6\"", "1 6:1\n");
    refuses(":1: column 2: expected an index from 1 to 5, got \"0\"", "1 0:1\n");
    refuses(":1: column 2: expected a finite number after the colon, got \"nan\"", "1 1:nan\n");
    refuses(": the file has no rows", "# nothing\n");
    Path wide = file("1 1:1\n0 900000000:1\n1 1:1\n");
    Failure.data(
        wide
            + ":3: expected at most 2147483647 numbers, got 3 rows of 900000000 features, the index"
            + " in line 2",
        () -> LibSvm.read(wide));
    Failure.data("no/such: no such file", () -> LibSvm.read(Path.of("no/such")));
  }
}
