package dev.neurite.bench.contest;

import dev.neurite.bench.Measurement;
import dev.neurite.bench.Stopwatch;
import dev.neurite.bench.limit.FmaPeak;
import dev.neurite.bench.limit.ReadBandwidth;
import java.lang.foreign.Arena;
import java.util.Map;
import java.util.TreeMap;
import jdk.incubator.vector.FloatVector;

/** What the core can do at most, in a JVM of its own: the yardstick of a workload. */
final class LimitRound {
  static final String LABEL = "limit";
  private static final Map<Integer, String> READS = // bytes
      new TreeMap<>(
          Map.of(
              16 << 10, "read L1 16 KiB",
              256 << 10, "read L2 256 KiB",
              8 << 20, "read L3 8 MiB",
              256 << 20, "read DRAM 256 MiB"));

  private LimitRound() {}

  /** Argument: the workload; products are limited by arithmetic, the others by memory. */
  public static void main(String[] arguments) {
    Effort effort = Effort.chosen();
    Stopwatch stopwatch = effort.stopwatch().warming(effort.warmNs(READS.size()));
    if (arguments[0].equals("gemm")) {
      FmaPeak peak = new FmaPeak();
      String name = "FMA peak " + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
      print("gemm", name, FmaPeak.FLOP / stopwatch.bestNs(peak::run), "GFLOP/s");
    } else {
      READS.forEach((bytes, name) -> read(arguments[0], bytes, name, stopwatch));
    }
  }

  private static void read(String workload, int bytes, String name, Stopwatch stopwatch) {
    try (Arena arena = Arena.ofConfined()) {
      ReadBandwidth read = new ReadBandwidth(arena, bytes);
      print(workload, name, bytes / stopwatch.bestNs(read::run), "GB/s");
    }
  }

  private static void print(String workload, String name, double value, String unit) {
    System.out.println(new Measurement(workload, name, LABEL, value, unit));
  }
}
