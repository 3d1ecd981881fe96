package dev.neurite.bench;

import dev.neurite.bench.contest.Contest;
import dev.neurite.bench.train.TrainingContest;
import dev.neurite.bench.optimum.OptimumContest;

/**
 * Compares Neurite with its peers.
 *
 * <p>Run: {@code mvn -q -f bench package exec:exec@peers -Dpeers=kernels}, with {@code -Dcases="NT
 * 64x"}, {@code -Dcontestants="neurite|openblas"}, {@code -Dquick}, {@code
 * -Djvm.flags=-XX:UseAVX=2} as one likes. {@code -Dpeers=training} trains on the IDX files in
 * {@code -Ddata=FOLDER}, or on Debian's Fashion-MNIST.
 */
public final class Peers {

  private Peers() {}

  /** Takes its options from system properties. */
  public static void main(String[] arguments) {
    String peers = System.getProperty("peers", "kernels");
    switch (peers) {
      case "kernels" -> kernels();
      case "training" -> training();
      case "optimum" -> optimum();
      default ->
          throw new IllegalArgumentException(
              "peers: expected kernels, training or optimum, got \"" + peers + "\"");
    }
  }

  private static void training() {
    String cases = System.getProperty("cases", "");
    String contestants = System.getProperty("contestants", "");
    boolean quick = !System.getProperty("quick", "false").equals("false");
    try (Table table = new Table("training")) {
      new TrainingContest(table, cases, contestants, quick).run();
    }
  }

  private static void optimum() {
    try (Table table = new Table("optimum")) {
      new OptimumContest(table).run();
    }
  }

  private static void kernels() {
    String cases = System.getProperty("cases", "");
    String contestants = System.getProperty("contestants", "");
    try (Table table = new Table("kernels")) {
      new Contest(table, cases, contestants).run();
    }
  }
}
