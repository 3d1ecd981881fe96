package dev.neurite.bench.contest;

import dev.neurite.bench.Measurement;
import dev.neurite.bench.Stopwatch;
import dev.neurite.bench.limit.FmaPeak;
import dev.neurite.bench.limit.ReadBandwidth;
import java.lang.foreign.Arena;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/** What the core can do at most, in a JVM of its own: the yardstick of a workload. */
final class LimitRound {
  static final String LABEL = "limit";
  private static final List<Level> LEVELS =
      List.of(
          new Level("read L1 16 KiB", 16 << 10, 16 << 10),
          new Level("read L2 256 KiB", 256 << 10, 256 << 10),
          new Level("read L3 8 MiB", 8 << 20, 8 << 20),
          new Level("read DRAM 256 MiB", 256 << 20, 16 << 20));

  /** A level of the memory: how much is in it, and how much of that a run reads, in bytes. */
  private record Level(String name, int bytes, int window) {}

  private LimitRound() {}

  /** Argument: the workload; products are limited by arithmetic, the others by memory. */
  public static void main(String[] arguments) {
    Effort effort = Effort.chosen();
    if (arguments[0].equals("gemm")) {
      FmaPeak peak = new FmaPeak();
      String name = "FMA peak " + FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
      double ns = effort.limitStopwatch().warming(effort.warmNs(1)).bestNs(peak::run);
      print("gemm", name, FmaPeak.FLOP / ns, "GFLOP/s");
    } else {
      reads(arguments[0], effort);
    }
  }

  /** All levels are warmed up before the first is timed, and timed twice, as in {@link Round}. */
  private static void reads(String workload, Effort effort) {
    Stopwatch stopwatch = effort.limitStopwatch();
    Stopwatch warming = stopwatch.warming(effort.warmNs(LEVELS.size()));
    try (Arena arena = Arena.ofConfined()) {
      List<ReadBandwidth> reads =
          LEVELS.stream().map(l -> new ReadBandwidth(arena, l.bytes(), l.window())).toList();
      reads.forEach(read -> warming.warm(read::run));
      double[] first = reads.stream().mapToDouble(read -> stopwatch.bestNs(read::run)).toArray();
      for (int i = 0; i < first.length; i++) {
        double ns = Math.min(first[i], stopwatch.bestNs(reads.get(i)::run));
        print(workload, LEVELS.get(i).name(), LEVELS.get(i).window() / ns, "GB/s");
      }
    }
  }

  private static void print(String workload, String name, double value, String unit) {
    System.out.println(new Measurement(workload, name, LABEL, value, unit));
  }
}
