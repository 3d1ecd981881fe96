package dev.neurite.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.neurite.testing.ChildJvm;
import dev.neurite.testing.WarmKernels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No kernel of elements or rows stays boxed, in whatever order a JVM meets them: what C2 inlines
 * where depends on what has run and been compiled before.
 *
 * <p>Each start is a JVM of its own, in another order, the second without the delay of tier 3, as
 * on a machine whose compiler has nothing else to do. A kernel that C2 boxes by its nature is boxed
 * in all of them; one that is boxed in some only was unlucky, which is no reason to stop a build.
 * {@code -Dneurite.test.strict} asks for luck as well: every start must be clean.
 */
@Tag("starts")
class WarmKernelsTest {
  private static final int STARTS = 3;
  private static final String WINDOWS = "20000";
  private static final boolean STRICT = System.getProperty("neurite.test.strict") != null;

  @TempDir Path folder;

  @Test
  void noKernelStaysBoxedInEveryStart() throws IOException, InterruptedException {
    Set<String> boxed = boxed(1);
    for (int start = 2; start <= STARTS; start++) {
      if (STRICT) {
        boxed.addAll(boxed(start));
      } else if (!boxed.isEmpty()) {
        boxed.retainAll(boxed(start));
      }
    }
    assertEquals(Set.of(), boxed);
  }

  /** The kernels that one start leaves boxed. */
  private Set<String> boxed(int start) throws IOException, InterruptedException {
    List<String> flags =
        List.of(
            "--add-modules=jdk.incubator.vector",
            "-XX:Tier3DelayOn=" + (start == 2 ? 0 : 5),
            "-Dneurite.width=256",
            "-Dneurite.test.expect=simd-256");
    String order = Integer.toString(start);
    List<String> lines =
        new ArrayList<>(ChildJvm.run(folder, flags, WarmKernels.class, order, WINDOWS));
    assertEquals("ran simd-256", lines.removeLast());
    return new TreeSet<>(lines.stream().map(line -> line.replaceFirst(", rows.*", "")).toList());
  }
}
