package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The C1 compiler accepts every method of the SIMD kernels. One that it gives up on ("out of virtual
 * registers in LIR generator") can stay in a slow tier for the life of a JVM, in some starts only.
 */
@Tag("starts")
class KernelStartsTest {
  private static final String ROUNDS = "25";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {256, 512})
  void everyMethodIsCompiledInTier3(int width) throws IOException, InterruptedException {
    List<String> lines = compilations(width);
    assertTrue(lines.contains("ran simd-" + width), () -> String.join("\n", lines));
    List<String> ours = lines.stream().filter(l -> l.contains("dev.neurite.kernel.simd.")).toList();
    String kernel = width == 512 ? "InPlaceKernel::run " : "MicroKernel::tile6x2 ";
    assertTrue(ours.stream().anyMatch(l -> l.contains(kernel)), () -> String.join("\n", ours));
    assertEquals(List.of(), ours.stream().filter(l -> l.contains("COMPILE SKIPPED")).toList());
  }

  /** What the JVM prints about its compilations while it runs every kernel. */
  private List<String> compilations(int width) throws IOException, InterruptedException {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules=jdk.incubator.vector",
                    "-Xbatch",
                    "-XX:TieredStopAtLevel=3",
                    "-XX:Tier3InvocationThreshold=20",
                    "-XX:Tier3MinInvocationThreshold=10",
                    "-XX:Tier3CompileThreshold=20",
                    "-XX:Tier3BackEdgeThreshold=500",
                    "-XX:+PrintCompilation",
                    "-Dneurite.width=" + width,
                    "-Dneurite.test.expect=simd-" + width,
                    "-cp",
                    "target/classes" + File.pathSeparator + "target/test-classes",
                    "dev.neurite.testing.KernelRounds",
                    ROUNDS))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertTrue(process.waitFor(300, TimeUnit.SECONDS), "it still runs after five minutes");
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(output);
    assertEquals(0, process.exitValue(), () -> String.join("\n", lines));
    return lines;
  }
}
