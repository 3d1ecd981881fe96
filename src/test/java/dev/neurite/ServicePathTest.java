package dev.neurite;

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

/**
 * The ways into a service that README describes: class path with and without the flag, module path.
 */
class ServicePathTest {
  private static final String PROGRAM =
      """
      package app;

      import dev.neurite.layer.Layers;
      import dev.neurite.network.Network;

      public class App {
        public static void main(String[] args) {
          try (Network network = Network.of(3, Layers.dense(2)).initialise(1)) {
            System.out.println(network.report());
            System.out.println(java.util.Arrays.toString(network.predict(new float[] {1, 2, 3})));
          }
        }
      }
      """;

  private static final String MODULE =
      """
      module app {
        requires dev.neurite;
      }
      """;

  private static final Path LIBRARY = Path.of("target", "classes").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void onTheClassPathTheFlagBringsSimd() throws IOException, InterruptedException {
    compile(false);
    List<String> lines =
        run("java", "--add-modules", "jdk.incubator.vector", "-cp", classPath(), "app.App");
    assertTrue(lines.get(0).startsWith("simd-"), () -> String.join("\n", lines));
  }

  @Test
  void onTheClassPathWithoutTheFlagScalarKernelsGiveTheSameBits()
      throws IOException, InterruptedException {
    compile(false);
    List<String> scalar = run("java", "-cp", classPath(), "app.App");
    assertEquals(
        "scalar, 1 thread: module jdk.incubator.vector is missing: start java with --add-modules"
            + " jdk.incubator.vector",
        scalar.get(0));
    List<String> simd =
        run("java", "--add-modules", "jdk.incubator.vector", "-cp", classPath(), "app.App");
    assertEquals(simd.get(1), scalar.get(1));
  }

  @Test
  void onTheModulePathNoFlagIsNeeded() throws IOException, InterruptedException {
    compile(true);
    List<String> lines = run("java", "-p", classPath(), "-m", "app/app.App");
    assertTrue(lines.get(0).startsWith("simd-"), () -> String.join("\n", lines));
  }

  private String classPath() {
    return folder.resolve("out") + System.getProperty("path.separator") + LIBRARY;
  }

  private void compile(boolean module) throws IOException, InterruptedException {
    Path app = folder.resolve("App.java");
    Files.writeString(app, PROGRAM);
    List<String> command =
        new ArrayList<>(List.of("javac", "-d", folder.resolve("out").toString()));
    command.addAll(List.of(module ? "-p" : "-cp", LIBRARY.toString(), app.toString()));
    if (module) {
      Path info = folder.resolve("module-info.java");
      Files.writeString(info, MODULE);
      command.add(info.toString());
    }
    run(command.toArray(String[]::new));
  }

  /** Runs a tool of this JDK, and returns what it printed but for the JVM's warnings. */
  private List<String> run(String... command) throws IOException, InterruptedException {
    command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), "it still runs after two minutes");
    List<String> lines =
        Files.readAllLines(output).stream()
            .filter(l -> !l.toLowerCase().startsWith("warning"))
            .toList();
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    return lines;
  }
}
