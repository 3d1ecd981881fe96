package dev.neurite.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What a run ran on. */
final class Environment {
  private static final Path CPU = Path.of("/proc/cpuinfo");

  private Environment() {}

  /** Names and values for reading. */
  static Map<String, String> describe() {
    Map<String, String> lines = new LinkedHashMap<>();
    lines.put("Java", Runtime.version() + ", " + property("java.vm.vendor"));
    lines.put("JVM", property("java.vm.name") + " " + property("java.vm.info"));
    lines.put("CPU", cpu() + ", " + processors());
    lines.put(
        "Operating system",
        property("os.name") + " " + property("os.version") + ", " + property("os.arch"));
    long heap = Runtime.getRuntime().maxMemory() >> 20;
    lines.put("Largest heap", String.format(Locale.ROOT, "%,d MiB", heap));
    return lines;
  }

  private static String processors() {
    int n = Runtime.getRuntime().availableProcessors();
    return n + (n == 1 ? " processor" : " processors");
  }

  private static String property(String name) {
    return System.getProperty(name, "unknown");
  }

  private static String cpu() {
    if (!Files.isReadable(CPU)) {
      return property("os.arch");
    }
    try (Stream<String> lines = Files.lines(CPU)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(property("os.arch"));
    } catch (IOException | java.io.UncheckedIOException e) { // it says less then
      return property("os.arch");
    }
  }
}
