package dev.neurite.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Retired versions leave nothing for the collector. */
class LiveMemoryTest {
  @TempDir Path folder;

  /**
   * 140 KB of weights each, and scratch beside them: 10,000 would be gigabytes. Explicit collection
   * is what the JDK falls back on when direct memory runs out; without it, what is not used again
   * is not there.
   */
  @Test
  void tenThousandPublicationsNeedTheMemoryOfFour() throws IOException, InterruptedException {
    String output = run("-Xmx64m", "-XX:+DisableExplicitGC", "-XX:MaxDirectMemorySize=8m");
    assertTrue(output.contains("reused 9996"), output);
  }

  private String run(String... flags) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(flags));
    String expected = System.getProperty("neurite.test.expect", "scalar");
    if (!expected.equals("scalar")) {
      command.add("--add-modules=jdk.incubator.vector");
    }
    command.add("-Dneurite.test.expect=" + expected);
    String separator = System.getProperty("path.separator");
    Path target = Path.of("target").toAbsolutePath();
    command.add("-cp");
    command.add(target.resolve("classes") + separator + target.resolve("test-classes"));
    command.addAll(List.of(Publications.class.getName(), "10000"));
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it still runs after two minutes");
    String text = Files.readString(output);
    assertEquals(0, process.exitValue(), text);
    return text;
  }
}
