package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as a user meets it: what it prints, and the status it ends with. */
class MainTest {
  @TempDir Path folder;

  @Test
  void digitsTrainsTestsSavesAndLoads() {
    Path model = folder.resolve("digits.safetensors");
    Run outcome = Run.of("digits", "--epochs", "2", "--out", model.toString());
    assertEquals("", outcome.err());
    assertEquals(0, outcome.status());
    assertTrue(Files.exists(model));
    String out = outcome.out();
    assertTrue(out.contains("1797 rows, 64 features"), out);
    assertTrue(out.contains("epoch   2/2  training loss "), out);
    assertTrue(out.contains("test      accuracy 89.42 %, loss 0.4331, 359 rows"), out);
    assertTrue(
        out.contains("on scalar kernels: 3590 outputs, the same bits; its predictor takes "), out);
    assertFalse(out.contains("\033") || out.contains("\r"), "escapes where there is no terminal");
  }

  @Test
  void aMissingFileIsOneLineAndStatusOne() {
    Path none = folder.resolve("none.csv");
    Run outcome = Run.of("digits", "--data", none.toString());
    assertEquals("neurite: " + none + ": no such file\n", outcome.err());
    assertEquals(1, outcome.status());
  }

  @Test
  void aBadNumberIsNamedWithFileAndLine() throws IOException {
    Path bad = digitsWith(16, line -> line.replaceFirst("^[^,]*", "abc"));
    Run outcome = Run.of("digits", "--data", bad.toString());
    assertTrue(outcome.err().startsWith("neurite: " + bad + ":17: "), outcome.err());
    assertTrue(outcome.err().contains("\"abc\""), outcome.err());
    assertEquals(1, outcome.err().lines().count());
    assertEquals(1, outcome.status());
  }

  @Test
  void aRaggedRowIsNamedWithFileAndLine() throws IOException {
    Path bad = digitsWith(16, line -> line.substring(line.indexOf(',') + 1));
    Run outcome = Run.of("digits", "--data", bad.toString());
    assertEquals("neurite: " + bad + ":17: expected 65 columns, got 64\n", outcome.err());
    assertEquals(1, outcome.status());
  }

  @Test
  void aFolderThatCannotBeWrittenToIsNamed() {
    Path out = folder.resolve("no").resolve("such").resolve("model.safetensors");
    Run outcome = Run.of("digits", "--epochs", "1", "--out", out.toString());
    assertEquals(
        "neurite: " + out + ": cannot be written: no writable folder " + out.getParent() + "\n",
        outcome.err());
    assertEquals("", outcome.out(), "said before any work is done");
    assertEquals(1, outcome.status());
  }

  @Test
  void wrongUsageIsStatusTwo() {
    Run unknown = Run.of("digits", "--epoch", "3");
    assertEquals(2, unknown.status());
    assertTrue(unknown.err().startsWith("neurite digits: Unknown option"), unknown.err());
    Run notANumber = Run.of("digits", "--epochs", "many");
    assertEquals(2, notANumber.status());
    assertTrue(notANumber.err().contains("'many' is not an int"), notANumber.err());
    assertEquals(2, Run.of().status());
  }

  @Test
  void aNumberOutOfRangeIsOneLine() {
    Run outcome = Run.of("digits", "--epochs", "0");
    assertEquals("neurite: digits: --epochs must be 1 or more, got 0\n", outcome.err());
    assertEquals(1, outcome.status());
  }

  @Test
  void helpIsStatusZero() {
    Run outcome = Run.of("--help");
    assertEquals(0, outcome.status());
    assertTrue(outcome.out().contains("digits"), outcome.out());
  }

  private interface Change {
    String apply(String line);
  }

  /** The real file with one line changed, gzipped again. */
  private Path digitsWith(int index, Change change) throws IOException {
    List<String> lines;
    try (InputStream in =
        new GZIPInputStream(Files.newInputStream(Path.of("src/data/digits.csv.gz")))) {
      lines =
          new ArrayList<>(new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
    }
    lines.set(index, change.apply(lines.get(index)));
    Path file = folder.resolve("digits.csv.gz");
    try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    return file;
  }
}
