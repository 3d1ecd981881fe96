package dev.neurite.bench.starts;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import java.util.Arrays;

/**
 * The products of a training step in many fresh JVMs, every other one with {@code
 * -XX:Tier3DelayOn=0}, which makes the JIT's compilers meet in the worst order. A kernel is as good
 * as its worst start.
 *
 * <p>Run: {@code mvn -q -f bench package exec:exec@starts}, with {@code -Dstarts=20}, {@code
 * -Dshape=64x256x784} and {@code -Djvm.flags=-XX:UseAVX=2} as one likes.
 */
public final class Starts {
  private static final String STRESS = "-XX:Tier3DelayOn=0";
  private static final String SHARE = "of FMA peak";

  private Starts() {}

  /** Takes its options from system properties. */
  public static void main(String[] arguments) {
    int starts = Integer.getInteger("starts", 20);
    String shape = System.getProperty("shape", "64x256x784");
    double[] shares = new double[starts];
    try (Table table = new Table("starts")) {
      for (int i = 0; i < starts; i++) {
        boolean stress = i % 2 == 1;
        ChildJvm jvm = stress ? new ChildJvm().with(STRESS) : new ChildJvm();
        shares[i] = Double.parseDouble(jvm.run(TrainingLoop.class, shape).getLast());
        String name = "start %d%s".formatted(i + 1, stress ? " " + STRESS : "");
        table.add(line(shape, name, shares[i], SHARE));
      }
      Arrays.sort(shares);
      table.add(line(shape, "best", shares[starts - 1], SHARE));
      table.add(line(shape, "median", shares[starts / 2], SHARE));
      table.add(line(shape, "worst", shares[0], SHARE));
      table.add(line(shape, "worst to best", shares[0] / shares[starts - 1], "ratio"));
    }
  }

  private static Measurement line(String shape, String which, double value, String unit) {
    return new Measurement("starts", shape + " " + which, "neurite", value, unit);
  }
}
