package dev.neurite.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first calls and the choice of kernels, in JVMs of all kinds. */
@Tag("starts")
class WarmUpStartsTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "-XX:+UseSerialGC,background",
    "-XX:+UseSerialGC,demand",
    "-XX:ActiveProcessorCount=1,background",
    "-XX:ActiveProcessorCount=1,demand"
  })
  void simdIsPublishedOnceMeasured(String flag, String how) throws Exception {
    List<String> lines = run(List.of(MODULE, "-Dneurite.width=256", flag), how);
    assertFirstCallsAreScalar(lines, how.equals("background") ? 1 : 0);
    assertTrue(
        value(lines, "now").startsWith("simd-256, 1 thread: measured simd-256 "), text(lines));
    assertTrue(value(lines, "single rows:").startsWith("simd-256, "), text(lines));
  }

  @ParameterizedTest
  @CsvSource({
    "-Xint,interpreted mode",
    "-XX:TieredStopAtLevel=1,emulated-client",
    "-XX:TieredStopAtLevel=3,measured simd-256",
    "-Dneurite.simd=false,switched off by -Dneurite.simd=false"
  })
  void whereSimdIsOfNoUseScalarKernelsStayAndSayWhy(String flag, String reason) throws Exception {
    List<String> lines = run(List.of(MODULE, "-Dneurite.width=256", flag), "background");
    assertFirstCallsAreScalar(lines, 1);
    assertTrue(value(lines, "now").startsWith("scalar, 1 thread: "), text(lines));
    assertTrue(value(lines, "now").contains(reason), text(lines));
  }

  /** It is a mistake to be mended, and a service that starts all the same would hide it. */
  @ParameterizedTest
  @CsvSource({
    "-Dneurite.simd=off,'neurite.simd must be one of true, false, got \"off\"'",
    "-Dneurite.width=64,'neurite.width must be one of 128, 256, 512, got \"64\"'"
  })
  void aPropertyThatMeansNothingIsRefusedBeforeTheFirstAnswer(String flag, String reason)
      throws Exception {
    for (List<String> flags : List.of(List.of(flag), List.of(flag, MODULE))) {
      assertEquals(
          List.of("refused backend: the system property " + reason), run(flags, "background"));
    }
  }

  @Test
  void withoutTheModuleTheReasonNamesTheFlag() throws Exception {
    List<String> lines = run(List.of(), "background");
    assertFirstCallsAreScalar(lines, 1);
    assertTrue(value(lines, "now").contains("start java with --add-modules jdk.incubator.vector"));
  }

  @Test
  void withoutTheFlightRecorderThereAreNoEvents() throws Exception {
    List<String> lines =
        run(List.of("--limit-modules=java.base,java.management,jdk.management"), "background");
    assertFirstCallsAreScalar(lines, 1);
    assertEquals("false", value(lines, "events"));
    assertEquals("true", value(run(List.of(), "background"), "events"));
  }

  @Test
  void onVirtualThreadsACallAllocatesNothing() throws Exception {
    for (List<String> kernels :
        List.of(List.<String>of(), List.of(MODULE, "-Dneurite.width=256"))) {
      List<String> flags = new ArrayList<>(kernels);
      flags.add("-Djdk.virtualThreadScheduler.parallelism=1");
      flags.add("-Djdk.virtualThreadScheduler.maxPoolSize=1");
      List<String> lines = ChildJvm.run(folder, flags, WarmUpProgram.class, "demand", "virtual");
      assertEquals("0", value(lines, "bytes"), text(lines));
    }
  }

  private static void assertFirstCallsAreScalar(List<String> lines, int threads) {
    assertTrue(value(lines, "first").startsWith("scalar, 1 thread: "), text(lines));
    assertEquals("true", value(lines, "same"), text(lines));
    assertEquals("threads 0", lines.getLast(), text(lines));
    assertTrue(Integer.parseInt(value(lines, "threads")) <= threads, text(lines)); // or ended
    if (!value(lines, "now").contains("interpreted mode")) {
      assertEquals("0", value(lines, "bytes"), text(lines));
    }
  }

  private List<String> run(List<String> flags, String how)
      throws IOException, InterruptedException {
    return ChildJvm.run(folder, flags, WarmUpProgram.class, how);
  }

  private static String value(List<String> lines, String name) {
    return lines.stream()
        .filter(l -> l.startsWith(name + " "))
        .findFirst()
        .map(l -> l.substring(name.length() + 1))
        .orElseThrow(() -> new AssertionError("no line \"" + name + "\" in " + lines));
  }

  private static String text(List<String> lines) {
    return String.join("\n", lines);
  }
}
