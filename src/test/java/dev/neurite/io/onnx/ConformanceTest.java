package dev.neurite.io.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.TestBackend;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cases of ONNX's backend test data that are in scope: all of them load, and agree. */
class ConformanceTest {
  private static final int CASES = 160; // with the script beside the archive

  @TempDir Path folder;

  @Tag("kernel")
  @Test
  void everyCaseInScopeAgrees() throws IOException {
    Path archive = folder.resolve("cases.zip");
    try (InputStream in = ConformanceTest.class.getResourceAsStream("cases.zip")) {
      Files.copy(in, archive);
    }
    try (FileSystem zip = FileSystems.newFileSystem(archive)) {
      List<Path> cases;
      try (Stream<Path> folders = Files.list(zip.getPath("/"))) {
        cases = folders.sorted().toList();
      }
      for (Path each : cases) {
        ConformanceCase.read(each).run(TestBackend.expected());
      }
      assertEquals(CASES, cases.size());
    }
  }

  @Test
  void aWrongAnswerWouldBeSeen() throws IOException {
    Path relu = folder.resolve("relu");
    byte[] model =
        ModelFixture.opset(13).input("x", -1, 1).output("y", -1, 1).node("Relu", "x", "y").bytes();
    ConformanceCase wrong =
        new ConformanceCase(
            relu.toString(), model, List.of(tensor("x", 2)), List.of(tensor("y", 2.0001f)));
    try {
      wrong.run(TestBackend.expected());
    } catch (AssertionError e) {
      assertTrue(e.getMessage().endsWith("got 2.0, expected 2.0000998973846436"), e::getMessage);
      return;
    }
    throw new AssertionError("a wrong answer passed");
  }

  private static byte[] tensor(String name, float value) {
    return new WireWriter()
        .integer(1, 1)
        .integer(1, 1)
        .integer(2, ModelFixture.FLOAT)
        .element(8, name)
        .bytes(9, WireWriter.raw(new float[] {value}))
        .toBytes();
  }
}
