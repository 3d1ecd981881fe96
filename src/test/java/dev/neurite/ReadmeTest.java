package dev.neurite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's program compiles and does what README says, on the class path, as a user would run it.
 */
class ReadmeTest {
  @TempDir Path folder;

  private static String program() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    int start = readme.indexOf("```java\n") + "```java\n".length();
    return readme.substring(start, readme.indexOf("```", start));
  }

  @Test
  void theProgramTrainsSavesAndServes() throws IOException, InterruptedException {
    Path source = folder.resolve("Digits.java");
    Files.writeString(source, program());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    java.toString(),
                    "--add-modules",
                    "jdk.incubator.vector",
                    "--illegal-native-access=deny",
                    "-cp",
                    "target/classes",
                    source.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it still runs after two minutes");
    List<String> lines =
        Files.readAllLines(output).stream().filter(l -> !l.startsWith("WARNING: ")).toList();
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    assertEquals(2, lines.size(), () -> String.join("\n", lines));
    double accuracy = Double.parseDouble(lines.get(0));
    assertTrue(accuracy >= 0.97, () -> "accuracy " + accuracy);
    assertTrue(lines.get(1).matches("[0-9]"), lines.get(1));
  }

  @Test
  void theProgramHasAtMostTwentyLines() throws IOException {
    assertTrue(program().lines().count() <= 20, () -> "too long");
  }
}
