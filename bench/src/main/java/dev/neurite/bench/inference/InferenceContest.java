package dev.neurite.bench.inference;

import dev.neurite.bench.ChildJvm;
import dev.neurite.bench.Measurement;
import dev.neurite.bench.Table;
import dev.neurite.bench.inference.rivals.Rival;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows and batches through networks: every contestant in JVM after JVM, by turns, as a shared
 * machine is faster at one minute than at the next.
 */
public final class InferenceContest {
  private final String filter;
  private final List<InferenceCase> cases;
  private final List<Rival> rivals;
  private final Table table;
  private final Standing.Book book = new Standing.Book();

  /**
   * A contest.
   *
   * @param table where it writes
   * @param filter a regular expression, found in the cases that take part
   * @param contestants a regular expression, found in the names of those who take part
   */
  public InferenceContest(Table table, String filter, String contestants) {
    this.table = table;
    this.filter = filter;
    this.cases = InferenceCase.matching(filter);
    this.rivals = present(table, contestants);
  }

  /** Those who match and are there; says who isn't. */
  static List<Rival> present(Table table, String contestants) {
    Pattern names = Pattern.compile(contestants);
    List<Rival> chosen =
        Arrays.stream(Rival.values()).filter(r -> names.matcher(r.label()).find()).toList();
    chosen.stream()
        .filter(r -> !r.isPresent())
        .forEach(r -> table.comment("missing: %s %s".formatted(r.label(), r.remedy())));
    return chosen.stream().filter(Rival::isPresent).toList();
  }

  /** Runs it. */
  public void run() {
    cases.stream().map(InferenceCase::net).distinct().forEach(ModelFiles::write);
    int starts = InferenceEffort.chosen().starts();
    for (int start = 1; start <= starts; start++) {
      System.err.printf("inference: start %d of %d%n", start, starts);
      collect(StreamRound.LABEL, StreamRound.class, filter);
      for (Rival rival : start % 2 == 0 ? rivals.reversed() : rivals) {
        collect(rival.label(), InferenceRound.class, rival.name(), filter);
      }
    }
    for (InferenceCase task : cases) {
      report(table, book.of(task.workload().label(), task.toString()));
    }
  }

  /** Prints the standings of one case, ours compared with the others. */
  static void report(Table table, List<Standing> standings) {
    for (Standing standing : standings) {
      table.add(standing.worst());
    }
    if (InferenceEffort.chosen().starts() > 1) {
      standings.forEach(standing -> table.comment(standing.spread()));
    }
    for (Standing ours : standings) {
      if (ours.contestant().equals(Rival.NEURITE.label()) && ours.worst().value() > 0) {
        standings.stream()
            .filter(other -> !other.contestant().startsWith(Rival.NEURITE.label()))
            .forEach(other -> table.comment(ours.against(other)));
      }
    }
  }

  private void collect(String name, Class<?> main, String... arguments) {
    try {
      for (String line : new ChildJvm().run(main, arguments)) {
        book.add(Measurement.parse(line));
      }
    } catch (IllegalStateException e) { // a rival that crashes is a result, too
      table.comment(name + ": " + e.getMessage());
    }
  }
}
