package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.ChildJvm;
import dev.neurite.testing.WarmKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * No kernel of elements or rows stays boxed, in whatever order a JVM meets them: what C2 inlines
 * where depends on what has run and been compiled before. Each start is a JVM of its own, half of
 * them without the delay of tier 3, as on a machine whose compiler has nothing else to do. Some 20
 * seconds a start.
 */
@Tag("starts")
class WarmKernelsTest {
  private static final String WINDOWS = "200000"; // some seconds: C2 is late on a busy machine

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 5", "2, 0"})
  void everyKernelStopsAllocating(int order, int delay) throws IOException, InterruptedException {
    List<String> flags =
        List.of(
            "--add-modules=jdk.incubator.vector",
            "-XX:Tier3DelayOn=" + delay,
            "-Dneurite.width=256",
            "-Dneurite.test.expect=simd-256");
    String seed = Integer.toString(order);
    List<String> lines = ChildJvm.run(folder, flags, WarmKernels.class, seed, WINDOWS);
    assertEquals(List.of("ran simd-256"), lines);
  }
}
