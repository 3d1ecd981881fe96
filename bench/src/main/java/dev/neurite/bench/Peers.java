package dev.neurite.bench;

import dev.neurite.bench.contest.Contest;
import dev.neurite.bench.inference.ColdContest;
import dev.neurite.bench.inference.InferenceContest;
import dev.neurite.bench.optimum.OptimumContest;
import dev.neurite.bench.train.TrainingContest;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Compares Neurite with its peers.
 *
 * <p>Run: {@code mvn -q -f bench package exec:exec@peers -Dpeers=kernels}, or {@code inference},
 * {@code cold}, {@code training}, {@code optimum}; with {@code -Dcases="NT 64x"}, {@code
 * -Dcontestants="neurite|openblas"}, {@code -Dquick}, {@code -Djvm.flags=-XX:UseAVX=2} as one
 * likes. {@code training} reads the IDX files in {@code -Ddata=FOLDER}, or Debian's Fashion-MNIST;
 * {@code optimum} is the part of it that is about linear models.
 */
public final class Peers {

  private Peers() {}

  /** Takes its options from system properties. */
  public static void main(String[] arguments) {
    String peers = System.getProperty("peers", "kernels");
    switch (peers) {
      case "kernels" -> run(peers, Contest::new, Contest::run);
      case "inference" -> run(peers, InferenceContest::new, InferenceContest::run);
      case "cold" -> run(peers, ColdContest::new, ColdContest::run);
      case "training" -> {
        run(peers, Peers::training, TrainingContest::run);
        if (Pattern.compile(System.getProperty("cases", "")).matcher("optimum").find()) {
          optimum();
        }
      }
      case "optimum" -> optimum();
      default ->
          throw new IllegalArgumentException(
              "peers: expected kernels, inference, cold, training or optimum, got \""
                  + peers
                  + "\"");
    }
  }

  private static TrainingContest training(Table table, String cases, String contestants) {
    boolean quick = !System.getProperty("quick", "false").equals("false");
    return new TrainingContest(table, cases, contestants, quick);
  }

  private static void optimum() {
    try (Table table = new Table("optimum")) {
      new OptimumContest(table).run();
    }
  }

  /** How contests are made: of a table, and what cases and contestants must match. */
  private interface Source<C> {
    C contest(Table table, String cases, String contestants);
  }

  private static <C> void run(String name, Source<C> source, Consumer<C> run) {
    String cases = System.getProperty("cases", "");
    String contestants = System.getProperty("contestants", "");
    try (Table table = new Table(name)) {
      run.accept(source.contest(table, cases, contestants));
    }
  }
}
