package dev.neurite.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of the test sources in JVMs of their own, on the class path. */
public final class ChildJvm {
  private static final String CLASS_PATH =
      "target/classes" + File.pathSeparator + "target/test-classes";

  private ChildJvm() {}

  /** What the program printed, without the JVM's warnings; it must end well, in two minutes. */
  public static List<String> run(Path folder, List<String> flags, Class<?> program, String... args)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", CLASS_PATH, program.getName()));
    command.addAll(List.of(args));
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it still runs after two minutes");
    } finally {
      process.destroyForcibly();
    }
    List<String> lines =
        Files.readAllLines(output).stream().filter(l -> !l.startsWith("WARNING")).toList();
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    return lines;
  }
}
