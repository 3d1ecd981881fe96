package dev.neurite.bench.inference;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import dev.neurite.bench.inference.rivals.Rival;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A JVM from its start on, model file on disk: when the first answer comes, when it is as fast as
 * it gets, how long single calls take on the way, and how much memory that takes.
 */
public final class ColdContest {
  private static final String HEAP = "-Xmx64m"; // what a small service has

  private final Table table;
  private final String filter;
  private final List<Rival> rivals;
  private final Standing.Book book = new Standing.Book();
  private final Set<List<String>> order = new LinkedHashSet<>();

  /**
   * A contest.
   *
   * @param table where it writes
   * @param filter a regular expression, found in the names of networks that take part
   * @param contestants a regular expression, found in the names of those who take part
   */
  public ColdContest(Table table, String filter, String contestants) {
    this.table = table;
    this.filter = filter;
    this.rivals = InferenceContest.present(table, contestants);
  }

  /** Runs it. */
  public void run() {
    Pattern pattern = Pattern.compile(filter);
    List<Net> nets = Net.ALL.stream().filter(n -> pattern.matcher(n.toString()).find()).toList();
    if (nets.isEmpty()) {
      throw new IllegalArgumentException(
          "cold: no network matches \"%s\"; there are %s".formatted(filter, Net.ALL));
    }
    nets.forEach(ModelFiles::write);
    int starts = InferenceEffort.chosen().starts();
    for (int start = 1; start <= starts; start++) {
      System.err.printf("cold: start %d of %d%n", start, starts);
      for (Net net : nets) {
        for (Rival rival : start % 2 == 0 ? rivals.reversed() : rivals) {
          collect(rival, net);
        }
      }
    }
    order.forEach(key -> InferenceContest.report(table, book.of(key.get(0), key.get(1))));
  }

  private void collect(Rival rival, Net net) {
    ChildJvm jvm = new ChildJvm().with(HEAP).with("-Dcold.start=" + System.currentTimeMillis());
    try {
      for (String line : jvm.run(ColdRound.class, rival.name(), net.toString())) {
        Measurement measurement = Measurement.parse(line);
        order.add(List.of(measurement.workload(), measurement.testCase()));
        book.add(measurement);
      }
    } catch (IllegalStateException e) { // a rival that crashes is a result, too
      table.comment(rival.label() + ": " + e.getMessage());
    }
  }
}
