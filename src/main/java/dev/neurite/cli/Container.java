package dev.neurite.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * What Linux's control groups let a process have, in either of their versions.
 *
 * @param cpus CPU time per time, 0.5 for half a CPU; empty if not limited
 * @param memory bytes; empty if not limited
 * @param throttled periods in which the process has used its CPU time up, and had to wait
 */
record Container(OptionalDouble cpus, OptionalLong memory, long throttled) {
  private static final long NO_LIMIT = 1L << 60; // bytes: version 1 writes a large number

  /** This process's. */
  static Container current() {
    return of(Path.of("/sys/fs/cgroup"), Path.of("/proc/self/cgroup"));
  }

  /**
   * A process's.
   *
   * @param root where the groups are mounted
   * @param membership the file that says in which groups the process is
   */
  static Container of(Path root, Path membership) {
    List<String> groups = lines(membership);
    Path unified = group(root, groups, "", root);
    Path cpu = group(root.resolve("cpu"), groups, "cpu", root.resolve("cpu"));
    Path memory = group(root.resolve("memory"), groups, "memory", root.resolve("memory"));
    OptionalDouble cpus = share(first(unified.resolve("cpu.max")));
    if (cpus.isEmpty()) {
      String quota = first(cpu.resolve("cpu.cfs_quota_us")).orElse("max");
      String period = first(cpu.resolve("cpu.cfs_period_us")).orElse("100000");
      cpus = share(Optional.of(quota + " " + period));
    }
    OptionalLong bytes = limit(first(unified.resolve("memory.max")));
    if (bytes.isEmpty()) {
      bytes = limit(first(memory.resolve("memory.limit_in_bytes")));
    }
    long throttled = throttled(unified.resolve("cpu.stat")) + throttled(cpu.resolve("cpu.stat"));
    return new Container(cpus, bytes, throttled);
  }

  /** The folder of a group; inside a container, the root is the process's own group. */
  private static Path group(Path mount, List<String> groups, String controller, Path otherwise) {
    for (String line : groups) {
      String[] parts = line.split(":", 3);
      if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
        Path own = mount.resolve(parts[2].substring(1));
        return Files.isDirectory(own) ? own : otherwise;
      }
    }
    return otherwise;
  }

  /** {@code 50000 100000}: microseconds of each period. */
  private static OptionalDouble share(Optional<String> text) {
    String[] parts = text.orElse("max").split(" ");
    if (parts.length < 2 || !isNumber(parts[0]) || !isNumber(parts[1])) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Double.parseDouble(parts[0]) / Double.parseDouble(parts[1]));
  }

  private static OptionalLong limit(Optional<String> text) {
    return text.filter(Container::isNumber)
        .map(Long::parseLong)
        .filter(bytes -> bytes < NO_LIMIT)
        .map(OptionalLong::of)
        .orElse(OptionalLong.empty());
  }

  private static long throttled(Path statistics) {
    return lines(statistics).stream()
        .filter(line -> line.matches("nr_throttled [0-9]{1,18}"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
        .sum();
  }

  private static boolean isNumber(String text) {
    return text.matches("[0-9]{1,18}"); // −1 and "max" stand for no limit
  }

  private static Optional<String> first(Path file) {
    return lines(file).stream().findFirst();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) { // gone, or not for us to read: then nothing is known
      return List.of();
    }
  }

  @Override
  public String toString() {
    String cpu = cpus.isPresent() ? Numbers.of(cpus.getAsDouble()) + " CPUs" : "no CPU limit";
    String bytes =
        memory.isPresent() ? Numbers.bytes(memory.getAsLong()) + " of memory" : "no memory limit";
    return cpu + ", " + bytes + (throttled > 0 ? ", throttled " + throttled + " times" : "");
  }
}
