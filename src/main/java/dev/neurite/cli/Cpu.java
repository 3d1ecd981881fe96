package dev.neurite.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The CPU, as the operating system describes it.
 *
 * @param name its model
 * @param extensions those of its instruction sets that Neurite profits from; none where it isn't
 *     known which it has
 */
record Cpu(String name, List<String> extensions) {
  private static final Path INFO = Path.of("/proc/cpuinfo");
  private static final List<String> KNOWN =
      List.of("fma", "avx", "avx2", "avx512f", "asimd", "sve", "sve2");

  /** This machine's. */
  static Cpu current() {
    return of(INFO);
  }

  /** The first of a file that is like Linux's. */
  static Cpu of(Path info) {
    try (Stream<String> lines = Files.lines(info)) {
      List<String> first = lines.takeWhile(line -> !line.isBlank()).toList();
      List<String> flags = List.of((value(first, "flags") + value(first, "Features")).split(" "));
      String name = value(first, "model name");
      return new Cpu(
          name.isEmpty() ? System.getProperty("os.arch") : name,
          KNOWN.stream().filter(flags::contains).toList());
    } catch (IOException e) { // not Linux
      return new Cpu(System.getProperty("os.arch"), List.of());
    }
  }

  private static String value(List<String> lines, String key) {
    return lines.stream()
        .filter(line -> line.substring(0, Math.max(0, line.indexOf(':'))).strip().equals(key))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("");
  }

  /** The widest vectors its instructions have, in bits; 0 where it isn't known. */
  int vectorBits() {
    if (extensions.contains("avx512f")) {
      return 512;
    }
    if (extensions.contains("avx2")) {
      return 256;
    }
    return extensions.contains("asimd") || extensions.contains("avx") ? 128 : 0;
  }

  @Override
  public String toString() {
    return extensions.isEmpty() ? name : name + " (" + String.join(" ", extensions) + ")";
  }
}
