package dev.neurite.serve;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.neurite.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    String kernels = System.getProperty("neurite.test.expect", "scalar");
    List<String> flags = new ArrayList<>();
    flags.addAll(List.of("-Xmx64m", "-XX:+DisableExplicitGC", "-XX:MaxDirectMemorySize=8m"));
    flags.add("-Dneurite.test.expect=" + kernels);
    if (!kernels.equals("scalar")) {
      flags.add("--add-modules=jdk.incubator.vector");
    }
    List<String> lines = ChildJvm.run(folder, flags, Publications.class, "10000");
    assertTrue(lines.stream().anyMatch(l -> l.contains("reused 9996")), lines::toString);
  }
}
