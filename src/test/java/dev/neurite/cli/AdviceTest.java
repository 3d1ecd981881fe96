package dev.neurite.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says to do, of JVMs and containers of every kind. */
class AdviceTest {
  private static final Cpu CPU = new Cpu("a CPU", List.of("fma", "avx2", "avx512f"));
  private static final Container FREE =
      new Container(OptionalDouble.empty(), OptionalLong.empty(), 0);

  @TempDir Path folder;

  private static Jvm jvm(
      boolean module, String mode, Map<String, String> options, String... flags) {
    Map<String, String> properties =
        List.of(flags).contains("-Dneurite.simd=false")
            ? Map.of("neurite.simd", "false")
            : Map.of();
    return new Jvm(
        "25", "HotSpot, " + mode, List.of(flags), properties, module, true, options, 4, 1L << 30);
  }

  private static List<String> advice(Jvm jvm) {
    return Advice.of(jvm, CPU, FREE, null, Optional.empty());
  }

  @Test
  void aGoodJvmNeedsNothing() {
    Jvm good = jvm(true, "mixed mode", Map.of("UseFMA", "true", "TieredStopAtLevel", "4"));
    assertEquals(List.of(), advice(good));
  }

  @Test
  void aMissingModuleNamesItsFlag() {
    List<String> advice = advice(jvm(false, "mixed mode", Map.of()));
    assertEquals(1, advice.size());
    assertTrue(
        advice.getFirst().startsWith("Add --add-modules jdk.incubator.vector "), "" + advice);
  }

  @Test
  void everyFlagThatSlowsDownIsNamedAsItWasGiven() {
    first(jvm(true, "interpreted mode", Map.of(), "-Xint"), "Take -Xint away");
    first(
        jvm(
            true,
            "mixed mode, emulated-client",
            Map.of("TieredStopAtLevel", "1"),
            "-XX:TieredStopAtLevel=1"),
        "Take -XX:TieredStopAtLevel=1 away");
    first(
        jvm(true, "mixed mode", Map.of(), "-Dneurite.simd=false"),
        "Take -Dneurite.simd=false away");
    first(
        jvm(true, "mixed mode", Map.of("UseFMA", "false"), "-XX:-UseFMA"), "Take -XX:-UseFMA away");
    first(jvm(true, "mixed mode", Map.of(), "-XX:UseAVX=1"), "Take -XX:UseAVX=1 away");
    first(
        jvm(true, "mixed mode", Map.of(), "-XX:MaxVectorSize=16"),
        "Take -XX:MaxVectorSize=16 away: it is vectors of 128 bits, and this CPU has 512.");
    first(
        jvm(true, "mixed mode", Map.of("ReservedCodeCacheSize", "8388608")),
        "Give compiled code more room than 8 MiB");
  }

  private static void first(Jvm jvm, String start) {
    List<String> advice = advice(jvm);
    assertEquals(1, advice.size(), advice::toString);
    assertTrue(advice.getFirst().startsWith(start), advice::toString);
  }

  @Test
  void limitsOfContainersAreReadInBothVersions() throws IOException {
    Path two = Files.createDirectories(folder.resolve("two"));
    Files.writeString(two.resolve("cpu.max"), "50000 100000\n");
    Files.writeString(two.resolve("memory.max"), "1073741824\n");
    Files.writeString(two.resolve("cpu.stat"), "usage_usec 5\nnr_throttled 7\n");
    Path membership = Files.writeString(folder.resolve("cgroup"), "0::/\n");
    Container half = Container.of(two, membership);
    assertEquals("0.500 CPUs, 1 GiB of memory, throttled 7 times", half.toString());
    List<String> advice =
        Advice.of(jvm(true, "mixed mode", Map.of()), CPU, half, null, Optional.empty());
    assertTrue(advice.getFirst().startsWith("Give the container 1 CPU or more: it has 0.500"));

    Path one = folder.resolve("one");
    Path cpu = Files.createDirectories(one.resolve("cpu").resolve("mine"));
    Files.writeString(cpu.resolve("cpu.cfs_quota_us"), "200000\n");
    Files.writeString(cpu.resolve("cpu.cfs_period_us"), "100000\n");
    Path memory = Files.createDirectories(one.resolve("memory"));
    Files.writeString(memory.resolve("memory.limit_in_bytes"), "9223372036854771712\n");
    Files.writeString(membership, "3:cpu,cpuacct:/mine\n4:memory:/\n");
    assertEquals("2 CPUs, no memory limit", Container.of(one, membership).toString());
    assertEquals(FREE, Container.of(folder.resolve("none"), folder.resolve("none")));
  }

  @Test
  void aCpuIsKnownByItsExtensions() throws IOException {
    Path info =
        Files.writeString(
            folder.resolve("cpuinfo"),
            "processor\t: 0\nmodel name\t: A CPU\nflags\t\t: fpu fma avx avx2\n\nprocessor\t: 1\n");
    assertEquals("A CPU (fma avx avx2)", Cpu.of(info).toString());
    assertEquals(256, Cpu.of(info).vectorBits());
  }
}
