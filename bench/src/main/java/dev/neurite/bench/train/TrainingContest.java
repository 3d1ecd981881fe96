package dev.neurite.bench.train;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Seconds per epoch of MNIST 784-256-10 against PyTorch and scikit-learn: the same network, batches
 * and number of steps, every contestant in a process of its own, in turns; the best epoch of all
 * starts is what counts. Neurite and PyTorch start from the same weights and take rows in the same
 * order. Pin it to a core: {@code taskset -c 1 mvn …}, without that for {@code threads}.
 */
public final class TrainingContest {
  private static final int EPOCHS = 3;

  private final Table table;
  private final Pattern cases;
  private final Pattern contestants;
  private final int starts;
  private final Digits digits = new Digits();
  private final List<Measurement> best = new ArrayList<>();
  private Path equalStart;

  /**
   * A contest.
   *
   * @param table where it writes
   * @param cases a regular expression, found in the names of the cases that take part
   * @param contestants a regular expression, found in the names of those who take part
   * @param quick true for one start instead of two
   */
  public TrainingContest(Table table, String cases, String contestants, boolean quick) {
    this.table = table;
    this.cases = Pattern.compile(cases);
    this.contestants = Pattern.compile(contestants);
    this.starts = quick ? 1 : 2;
  }

  /** Runs it. */
  public void run() {
    if (!digits.isPresent()) {
      table.comment(digits.remedy());
      return;
    }
    equalStart = EqualStart.write(EPOCHS);
    List<PythonPeer> peers = new ArrayList<>();
    for (PythonPeer peer : PythonPeer.values()) {
      if (takesPart(peer.label()) && !peer.isPresent()) {
        table.comment(peer.remedy());
      } else if (takesPart(peer.label())) {
        peers.add(peer);
      }
    }
    Stream.of(EpochCase.values())
        .filter(c -> cases.matcher(c.label()).find())
        .forEach(c -> run(c, peers));
    if (cases.matcher("threads").find()) {
      threads();
    }
  }

  private void run(EpochCase which, List<PythonPeer> peers) {
    Map<String, Supplier<List<String>>> turns = new LinkedHashMap<>();
    if (takesPart("neurite")) {
      turns.put("neurite", () -> neurite(which, 1));
    }
    peers.forEach(
        p -> turns.put(p.label(), () -> p.run(which, EPOCHS, digits.folder(), equalStart)));
    List<String> order = List.copyOf(turns.keySet());
    for (int start = 1; start <= starts; start++) {
      for (String name : start % 2 == 0 ? order.reversed() : order) {
        collect(turns.get(name).get());
      }
    }
    report("epoch", which.label());
    for (String workload : List.of("accuracy", "peak-share", "step-bytes")) {
      lines(workload, which.label()).forEach(table::add);
    }
  }

  /** Two threads against one. */
  private void threads() {
    if (Runtime.getRuntime().availableProcessors() < 2) {
      table.comment("threads: this process may use one core only; run it without taskset");
      return;
    }
    String which = EpochCase.SGD_256.label();
    for (int start = 1; start <= starts; start++) {
      for (int threads : new int[] {1, 2}) {
        collect(
            neurite(EpochCase.SGD_256, threads).stream()
                .filter(line -> line.startsWith("epoch\t") || line.startsWith("threads\t"))
                .map(line -> line.replaceFirst("^epoch\t", "threads\t"))
                .toList());
      }
    }
    List<Measurement> lines = lines("threads", which);
    lines.forEach(table::add);
    double ratio = lines.getLast().speedOver(lines.getFirst());
    table.add(new Measurement("threads", which, "neurite, 2 threads over 1", ratio, "times"));
  }

  private static List<String> neurite(EpochCase which, int threads) {
    return new ChildJvm()
        .run(EpochRound.class, which.label(), Integer.toString(threads), Integer.toString(EPOCHS));
  }

  private boolean takesPart(String name) {
    return contestants.matcher(name).find();
  }

  private void collect(List<String> lines) {
    for (String line : lines) {
      if (line.startsWith("# ")) {
        table.comment(line.substring(2));
      } else {
        keepBetter(Measurement.parse(line));
      }
    }
  }

  private void keepBetter(Measurement measurement) {
    for (int i = 0; i < best.size(); i++) {
      if (best.get(i).sameAs(measurement)) {
        best.set(i, best.get(i).better(measurement));
        return;
      }
    }
    best.add(measurement);
  }

  /** The lines of a case, and how many times as fast the first is as each other. */
  private void report(String workload, String testCase) {
    List<Measurement> lines = lines(workload, testCase);
    lines.forEach(table::add);
    for (Measurement other : lines.subList(Math.min(1, lines.size()), lines.size())) {
      table.comment(
          "%s: %s is %.2f times as fast as %s"
              .formatted(
                  testCase,
                  lines.getFirst().contestant(),
                  lines.getFirst().speedOver(other),
                  other.contestant()));
    }
  }

  private List<Measurement> lines(String workload, String testCase) {
    return best.stream()
        .filter(m -> m.workload().equals(workload) && m.testCase().equals(testCase))
        .toList();
  }
}
