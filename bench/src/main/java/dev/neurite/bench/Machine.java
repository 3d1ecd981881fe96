package dev.neurite.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;

/** Says what a number was measured on. */
public final class Machine {
  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** CPU, vector bits, JDK, JVM flags and the library's build, on one line. */
  public static String describe() {
    return "%s; %s; JDK %s; flags %s; %s"
        .formatted(
            cpu(), vectors(), System.getProperty("java.vm.version"), flags(), Build.describe());
  }

  /** The arguments of this JVM, for a child that shall be like it. */
  public static List<String> jvmArguments() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments();
  }

  private static String vectors() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? FloatVector.SPECIES_PREFERRED.vectorBitSize() + " vector bits"
        : "no jdk.incubator.vector in this JVM";
  }

  private static String flags() {
    List<String> flags = new ArrayList<>(jvmArguments());
    flags.removeIf(f -> f.startsWith("-D") && !f.startsWith("-Dneurite."));
    return flags.isEmpty() ? "none" : String.join(" ", flags);
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      List<String> first = lines.takeWhile(line -> !line.isBlank()).toList();
      return "%s (family %s model %s)"
          .formatted(value(first, "model name"), value(first, "cpu family"), value(first, "model"));
    } catch (IOException e) { // not Linux
      return System.getProperty("os.arch") + " on " + System.getProperty("os.name");
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.substring(0, Math.max(0, line.indexOf(':'))).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("?");
  }
}
