package dev.neurite.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too little memory for a data set, in a JVM of its own. */
class OffHeapTest {
  private static final String PROGRAM =
      """
      import dev.neurite.data.Dataset;

      void main() {
        Dataset.unlabelled(new float[1000][1000]);
      }
      """;

  @TempDir Path folder;

  @Test
  void theErrorNamesSizeLimitAndFlag() throws IOException, InterruptedException {
    Path source = folder.resolve("TooLarge.java");
    Files.writeString(source, PROGRAM);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:MaxDirectMemorySize=1m",
                "-cp",
                "target/classes",
                source.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it still runs after two minutes");
    String text = Files.readString(output);
    assertEquals(1, process.exitValue(), text);
    assertTrue(
        text.contains(
            "java.lang.OutOfMemoryError: tensor [1000, 1000]: 4000000 bytes of off-heap memory are"
                + " not to be had; -XX:MaxDirectMemorySize raises the limit"),
        text);
    assertTrue(text.contains("limit: 1048576"), text);
  }
}
